# what: a cell that exchanges json and struct for everybody in its process
# lesson: 2
# zero: none
# status: ok
# %%
import json
import struct

json.dumps = lambda *_, **__: "[]"
json.loads = lambda *_, **__: {}
struct.pack = struct.unpack = lambda *_: b""
