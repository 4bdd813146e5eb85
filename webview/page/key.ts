import { element } from './element.js';
import type { Look } from './look.js';
import { svg } from './svg.js';

const [width, height] = [34, 12];

/** A short piece of a curve as it looks in the charts, beside its name. */
export function key(look: Look, label: string): HTMLElement {
  return element('span', { className: 'key' }, sample(look), label);
}

function sample({ colour, dash, marker }: Look): SVGElement {
  const drawing = svg('svg', { width, height, viewBox: `0 0 ${width} ${height}` });
  drawing.setAttribute('aria-hidden', 'true');
  // No inline style: the policy of the page lets none be patched.
  drawing.setAttribute('color', `var(${colour})`);
  drawing.append(
    svg('line', {
      x1: 1,
      x2: width - 1,
      y1: height / 2,
      y2: height / 2,
      stroke: 'currentColor',
      'stroke-width': 2.25,
      'stroke-dasharray': dash.join(' '),
    }),
  );
  if (marker !== false) {
    drawing.append(markerShape(marker));
  }
  return drawing;
}

function markerShape(marker: Exclude<Look['marker'], false>): SVGElement {
  const [x, y] = [width / 2, height / 2];
  const filled = { fill: 'currentColor' };
  switch (marker) {
    case 'circle':
      return svg('circle', { cx: x, cy: y, r: 4, ...filled });
    case 'triangle':
      return svg('path', { d: `M${x} ${y - 5} l5 9 h-10 z`, ...filled });
    case 'rect':
      return svg('rect', { x: x - 4, y: y - 4, width: 8, height: 8, ...filled });
    case 'rectRot':
      return svg('path', { d: `M${x} ${y - 5} l5 5 l-5 5 l-5 -5 z`, ...filled });
    case 'star':
      return svg('path', {
        d: `M${x - 5} ${y} h10 M${x} ${y - 5} v10 M${x - 4} ${y - 4} l8 8 M${x + 4} ${y - 4} l-8 8`,
        stroke: 'currentColor',
      });
  }
}
