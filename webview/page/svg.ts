const namespace = 'http://www.w3.org/2000/svg';

/** An SVG element with attributes. */
export function svg(
  tag: keyof SVGElementTagNameMap,
  attributes: Record<string, string | number>,
): SVGElement {
  const made = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, String(value));
  }
  return made;
}
