import * as l10n from '@vscode/l10n';
import type { GateSummary } from '../../../src/record/gates.js';
import { element } from '../../page/element.js';
import type { Look } from '../../page/look.js';
import { svg } from '../../page/svg.js';

const [height, top, bottom, left] = [150, 10, 10, 38];

/** Widest and narrowest room of a channel, px; a gate of many channels is scrolled. */
const room = { widest: 18, narrowest: 7, wanted: 900 };

/**
 * Every channel of a gate from left to right: a bar where 90 % of the samples lie, its colour as strong as the other
 * modality's share in it, a stroke at the mean, and a ring at the constant that it is frozen to.
 */
export function channelStrip(
  gate: GateSummary,
  gateScale: number,
  name: string,
  look: Look,
): HTMLElement {
  const channels = gate.mean.length;
  const step = Math.min(room.widest, Math.max(room.narrowest, Math.floor(room.wanted / channels)));
  const width = left + channels * step + 4;
  const [lowest, highest] = extent(gate, gateScale);
  const y = (value: number): number =>
    top + ((highest - value) / (highest - lowest)) * (height - top - bottom);
  const drawing = svg('svg', { width, height, viewBox: `0 0 ${width} ${height}` });
  drawing.setAttribute('role', 'img');
  drawing.setAttribute(
    'aria-label',
    l10n.t('{0}, every channel; the table below has its numbers', name),
  );
  drawing.setAttribute('color', `var(${look.colour})`);
  for (const value of [lowest, (lowest + highest) / 2, highest]) {
    drawing.append(...ruler(value, y(value), width));
  }
  for (let channel = 0; channel < channels; channel += 1) {
    drawing.append(...channelMarks(gate, channel, { x: left + channel * step, step, y }));
  }
  const frame = element('div', { className: 'strip-frame' });
  frame.append(drawing);
  frame.tabIndex = 0;
  frame.setAttribute('role', 'region');
  frame.setAttribute('aria-label', name);
  return frame;
}

/** From the least to the greatest value that is drawn, with some room, between 0 and the gate scale; never empty. */
function extent(
  { low, high, constant }: GateSummary,
  gateScale: number,
): readonly [number, number] {
  const drawn = [...low, ...high, ...(constant ?? [])];
  const [lowest, highest] = [Math.min(...drawn), Math.max(...drawn)];
  const margin = Math.max(0.01, (highest - lowest) / 20);
  return [Math.max(0, lowest - margin), Math.max(0.01, Math.min(gateScale, highest + margin))];
}

function ruler(value: number, at: number, width: number): SVGElement[] {
  const label = svg('text', { x: left - 6, y: at + 4, 'text-anchor': 'end', class: 'tick' });
  label.textContent = value.toFixed(2);
  return [svg('line', { x1: left, x2: width, y1: at, y2: at, class: 'grid' }), label];
}

function channelMarks(
  gate: GateSummary,
  channel: number,
  place: { readonly x: number; readonly step: number; readonly y: (value: number) => number },
): SVGElement[] {
  const { x, step, y } = place;
  const share = Math.max(0, ...gate.others.map((other) => other.share[channel]));
  const [high, low, middle] = [gate.high[channel], gate.low[channel], gate.mean[channel]].map(y);
  const bar = svg('rect', {
    x: x + 1,
    y: high,
    width: step - 2,
    height: Math.max(1, low - high),
    fill: 'currentColor',
    'fill-opacity': 0.12 + 0.78 * share,
    stroke: 'currentColor',
    'stroke-width': 0.75,
  });
  const stroke = { x1: x, x2: x + step, y1: middle, y2: middle };
  // Its edge keeps it apart from the strongest bar.
  const mean = [
    svg('line', { ...stroke, class: 'edge' }),
    svg('line', { ...stroke, class: 'mean' }),
  ];
  const constant = gate.constant?.[channel];
  const ring = { cx: x + step / 2, r: Math.min(3, step / 2 - 1), class: 'frozen' };
  return constant === undefined
    ? [bar, ...mean]
    : [bar, ...mean, svg('circle', { ...ring, cy: y(constant) })];
}

/** What is drawn of a channel, in words. */
export function stripLegend(): HTMLElement {
  return element(
    'p',
    { className: 'note' },
    l10n.t(
      'Bar: where 90 % of the samples lie, the stronger its colour the greater the other modality’s share. Stroke: mean. Ring: what a re-balancing step freezes it to.',
    ),
  );
}
