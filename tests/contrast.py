"""Contrast of colours by WCAG 2: of two that are given, and of every text that a browser shows."""

import re


def contrast(one: str, other: str) -> float:
    """The contrast of two colours such as "#0b6623" or "#fff", from 1 to 21."""
    lighter, darker = sorted(map(_luminance, (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = re.sub(r"[^#\w]", "", colour).lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


LOOK = """
const parts = (css) => {
    const found = css.match(/^rgba?\\(([^)]*)\\)$/);
    if (!found) throw new Error(`a colour that the test cannot read: ${css}`);
    const [r, g, b, a = 1] = found[1].split(/[ ,/]+/).map(Number);
    return [r, g, b, a];
};
const over = ([r, g, b, a], ground) => [r, g, b].map((c, i) => a * c + (1 - a) * ground[i]);
const ground = (element) => {
    if (!element) return [255, 255, 255];
    const own = parts(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own.slice(0, 3) : over(own, ground(element.parentElement));
};
const luminance = (rgb) => rgb.map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + [0.2126, 0.7152, 0.0722][i] * c, 0);
const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
};
const seen = (element) => element.checkVisibility({ visibilityProperty: true });
"""
TEXTS = f"""root => {{ {LOOK}
    const faint = [];
    let looked = 0;
    for (const element of [root, ...root.querySelectorAll("*")]) {{
        const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)
            .map((node) => node.textContent.trim()).join("") || element.value || "";
        if (!own || element.matches("style, script, input[type=range]") || !seen(element)) continue;
        const style = getComputedStyle(element);
        const ink = element instanceof SVGElement ? style.fill : style.color;
        const share = contrast(over(parts(ink), ground(element)), ground(element));
        looked += 1;
        if (share < 4.5) faint.push(`${{share.toFixed(2)}}: ${{String(own).slice(0, 40)}}`);
    }}
    return [looked, faint];
}}"""
BRIGHT = f"""([root, data]) => {{ {LOOK}
    return [root, ...root.querySelectorAll("*")]
        .filter((one) => !one.matches(`style, script, img, ${{data}}`) && !one.closest(data))
        .filter((one) => seen(one) && luminance(ground(one)) > 0.3)
        .map((one) => one.outerHTML.slice(0, 120));
}}"""


def faint_texts(place) -> list[str]:
    """The texts below a place of a page whose contrast with what is behind them is under 4.5."""
    looked, faint = place.evaluate(TEXTS)
    assert looked > 0, "there is no text here"
    return faint


# A bar is as long as its number says; the track behind it is none.
BARS = ", ".join(f'.cnn-bars [style*="var(--{colour})"]' for colour in ("blue", "brown"))


def bright_places(place, data: str = f"td, canvas, {BARS}") -> list[str]:
    """Elements with a bright ground, those apart whose colour stands for a number."""
    handle = place.element_handle()
    return place.page.evaluate(BRIGHT, [handle, data])
