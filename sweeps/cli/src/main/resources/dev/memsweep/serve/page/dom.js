/** Elements are built with text nodes and properties alone: nothing that a server or a user wrote becomes markup. */

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element; attributes whose names start with "on" are listeners, null and false leave one out. */
export function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function shape(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** Puts the children in the place of what a node holds. */
export function refill(node, ...children) {
  node.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** Offers text or a blob as a file. */
export function download(name, content) {
  const link = element("a", { href: typeof content === "string" ? content : URL.createObjectURL(content), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  if (link.href.startsWith("blob:")) setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
