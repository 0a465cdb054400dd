"""What a person who cannot see a page, or sees it in a narrow window or in the dark, would stumble over."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]
"""The rules whose answer depends on the colours, and so on light and dark; the others look at the page's elements."""

FADED = """async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
}"""
"""Colours fade from one scheme to the other; axe would see them half way."""
SCROLLS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SCROLLS_AT_REST = f"""async () => {{
  const frames = document.querySelector("[role=doc-endnotes]") ? 3 : 0;
  for (let frame = 0; frame < frames; frame++) await new Promise(requestAnimationFrame);
  return {SCROLLS};
}}"""
"""Notes leave the margin by the frame."""
ENLARGE = "(size) => { document.documentElement.style.fontSize = size; }"
WITHOUT_AXE = "!window.axe"
RUN_AXE = """async ([inside, rules]) => {
  const options = { runOnly: rules, resultTypes: ["violations"] };
  const { violations } = await axe.run(inside ?? document, options);
  return violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 200))]);
}"""


def find_faults(
    page: Page,
    *,
    widths: tuple[int, ...] = (320, 1280),
    dark: tuple[int, ...] | None = None,
    scheme: str = "",
    inside: str | None = None,
) -> list[tuple[str, str, list[str]]]:
    """Return (width and scheme, rule, elements) of what axe finds at each width, in light and in dark.

    By WCAG 2.2 A and AA and axe's best practice; `dark` are the widths at which dark is looked at, without it all;
    `scheme`, light or dark, is the only one looked at; `inside` is a selector of the part to look at. The whole page
    scrolling sideways is a fault too. Leaves the page at the last width, light or in `scheme`.
    """
    faults = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        schemes = (scheme,) if scheme else ("dark", "light") if dark is None or width in dark else ("light",)
        for each in schemes:
            page.emulate_media(color_scheme=each)  # type: ignore[arg-type]
            page.evaluate(FADED)
            is_last = each == schemes[-1]
            rules = {"type": "tag", "values": TAGS} if is_last else {"type": "rule", "values": RULES_OF_COLOUR}
            if page.evaluate(WITHOUT_AXE):  # half a megabyte of script, needed once in every document
                page.evaluate(AXE_SCRIPT)
            faults += [(f"{width} {each}", *found) for found in page.evaluate(RUN_AXE, [inside, rules])]
        if page.evaluate(SCROLLS):
            faults.append((str(width), "scrolls sideways", []))
    return faults


def enlarge(page: Page, *, widths: tuple[int, ...] = (320, 1280)) -> list[tuple[str, str, list[str]]]:
    """Return (width, "scrolls sideways", []) of each width at which letters of twice the size do not fit (WCAG 1.4.4).

    Leaves the letters as they were, and the page at the last width.
    """
    faults: list[tuple[str, str, list[str]]] = []
    page.evaluate(ENLARGE, "200%")
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate(SCROLLS_AT_REST):
            faults.append((f"{width} at 200 %", "scrolls sideways", []))
    page.evaluate(ENLARGE, "")
    return faults
