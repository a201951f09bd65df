"""JupyterLab's messages go out at once, so that a view's answer from the kernel does not wait."""

from __future__ import annotations

from asyncio import Future

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):
    """The usual connection between browser and kernel, with TCP_NODELAY.

    Without it the second of two small messages waits until the first was acknowledged, which a
    browser puts off for up to 40 ms (Nagle's algorithm, RFC 896, and delayed acknowledgement).
    """

    def connect(self) -> Future[None] | None:
        """Connect to the kernel, as before."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()
