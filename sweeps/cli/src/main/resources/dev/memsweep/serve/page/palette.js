/** Colours: one sequence that rises in lightness for amounts, one set of hues for kinds; both safe for colour-blind eyes. */

const VIRIDIS = ["440154", "482878", "3e4989", "31688e", "26828e", "1f9e89", "35b779", "6ece58", "b5de2b", "fde725"];

/** 256 colours from dark to light, as [r, g, b] bytes each. */
export const RAMP = Array.from({ length: 256 }, (unused, step) => {
  const place = (step / 255) * (VIRIDIS.length - 1);
  const from = Math.min(Math.floor(place), VIRIDIS.length - 2);
  const low = channels(VIRIDIS[from]);
  const high = channels(VIRIDIS[from + 1]);
  return low.map((channel, index) => Math.round(channel + (high[index] - channel) * (place - from)));
});

function channels(hex) {
  return [0, 2, 4].map((start) => parseInt(hex.slice(start, start + 2), 16));
}

/** Okabe and Ito's hues, in an order in which neighbours differ in lightness too. */
const KINDS = ["#0072b2", "#56b4e9", "#009e73", "#e69f00", "#d55e00", "#cc79a7", "#8c8c8c", "#b2a100", "#6a51a3"];

/** What is written on a kind's colour. */
const ON_KINDS = ["#fff", "#111", "#111", "#111", "#111", "#111", "#111", "#111", "#fff"];

/** Colour of the kind with this number. */
export function kindColour(index) {
  return KINDS[index % KINDS.length];
}

/** Colour of text on it. */
export function textOnKind(index) {
  return ON_KINDS[index % KINDS.length];
}

/** The page's own colours, as the style sheet sets them for light or dark. */
export function pageColours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  return {
    text: read("--text"),
    quiet: read("--quiet"),
    line: read("--line"),
    paper: read("--paper"),
    strong: read("--strong"),
    accent: read("--accent"),
    limit: read("--limit"),
    good: read("--good"),
    bad: read("--bad"),
    font: style.fontFamily,
  };
}
