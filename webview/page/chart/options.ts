import * as l10n from '@vscode/l10n';
import { Ticks, type ChartOptions, type TooltipItem } from 'chart.js';
import { countInWords } from '../../../src/metrics/findings/words.js';
import { withAlpha, type Colours } from '../colours.js';
import type { StepRange } from '../zoom.js';
import type { ChartContent } from './content.js';
import { plainTick } from './plain-tick.js';

/** What the charts of a page have in common. */
export interface ChartSetting {
  readonly content: ChartContent;
  readonly colours: Colours;
  /** The steps that are shown; null for all. */
  readonly range: StepRange | null;
  /** Called when a person has zoomed this chart, with what it shows now. */
  readonly onZoom: (shown: StepRange) => void;
}

/** Chart.js's options for a chart that shows `content`. */
export function optionsOf(setting: ChartSetting): ChartOptions<'line'> {
  return {
    animation: false,
    // Numbers are written alike in every language: a comma stands between the bounds of an interval.
    locale: 'en',
    parsing: false,
    normalized: true,
    responsive: true,
    maintainAspectRatio: false,
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    layout: { padding: { right: 8 } },
    scales: scalesOf(setting),
    plugins: { zoom: zoomOf(setting), tooltip: tooltipOf(setting) },
  };
}

function scalesOf({
  content,
  colours,
  range,
}: ChartSetting): NonNullable<ChartOptions<'line'>['scales']> {
  const { yLabel, yRange, yReach, lastStep } = content;
  const muted = colours.of('--lens-muted');
  const grid = colours.of('--lens-grid');
  const axis = { grid: { color: grid }, ticks: { color: muted }, border: { color: grid } };
  const title = (text: string) => ({ display: true, text, color: muted });
  return {
    x: {
      type: 'linear',
      title: title(l10n.t('training step')),
      min: range?.first ?? 0,
      max: range?.last ?? Math.max(1, lastStep),
      ...axis,
      ticks: {
        ...axis.ticks,
        callback: (step) => countInWords(Number(step)),
        precision: 0,
        maxRotation: 0,
        includeBounds: range === null,
      },
    },
    y: {
      type: 'linear',
      title: title(yLabel),
      ...axis,
      ticks: {
        ...axis.ticks,
        maxTicksLimit: 7,
        callback(value, place, ticks) {
          const plain = plainTick(Number(value), ticks);
          // With the minus sign that the tables have.
          return (
            plain ?? Ticks.formatters.numeric.call(this, Number(value), place, ticks)
          ).replace('-', '−');
        },
      },
      ...(yRange === undefined ? {} : { min: yRange[0], max: yRange[1] }),
      ...(yReach === undefined ? {} : { suggestedMin: yReach[0], suggestedMax: yReach[1] }),
    },
  };
}

type PluginOptions = NonNullable<ChartOptions<'line'>['plugins']>;

function zoomOf({ content, colours, onZoom }: ChartSetting): NonNullable<PluginOptions['zoom']> {
  return {
    limits: { x: { min: 0, max: Math.max(1, content.lastStep), minRange: 4 } },
    zoom: {
      mode: 'x',
      pinch: { enabled: true },
      drag: {
        enabled: true,
        threshold: 6,
        backgroundColor: withAlpha(colours.of('--lens-accent'), 0.2),
        borderColor: colours.of('--lens-accent'),
        borderWidth: 1,
      },
      onZoom: ({ chart: { scales } }) => {
        onZoom({ first: scales.x.min, last: scales.x.max });
      },
    },
  };
}

function tooltipOf({ content, colours }: ChartSetting): NonNullable<PluginOptions['tooltip']> {
  const foreground = colours.of('--lens-foreground');
  return {
    backgroundColor: colours.of('--lens-surface'),
    borderColor: colours.of('--lens-line'),
    borderWidth: 1,
    titleColor: foreground,
    bodyColor: foreground,
    footerColor: colours.of('--lens-muted'),
    footerFont: { weight: 'normal' },
    usePointStyle: true,
    filter: ({ dataset }) => dataset.label !== '',
    callbacks: {
      title: ([item]: TooltipItem<'line'>[]) =>
        item === undefined ? '' : l10n.t('step {0}', countInWords(item.parsed.x ?? 0)),
      label: (item) => ` ${item.dataset.label ?? ''}: ${exact(content, item)}`,
      footer: ([item]: TooltipItem<'line'>[]) =>
        content.marks
          .filter(({ step }) => step === item?.parsed.x)
          .map(({ label }) => label)
          .join('\n'),
    },
  };
}

function exact({ curves, format }: ChartContent, { dataset, parsed }: TooltipItem<'line'>): string {
  const curve = curves.find(({ label }) => label === dataset.label);
  const place = curve?.line.x.indexOf(parsed.x ?? Number.NaN) ?? -1;
  const [low, high] = [curve?.range?.low[place], curve?.range?.high[place]];
  const value = format(parsed.y ?? Number.NaN);
  return typeof low === 'number' && typeof high === 'number' && low < high
    ? l10n.t('{0} ({1} to {2})', value, format(low), format(high))
    : value;
}
