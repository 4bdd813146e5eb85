import * as l10n from '@vscode/l10n';
import { balancingInWords, stateInWords } from '../../../src/record/run-in-words.js';
import { labelled, type ShownRun } from '../shown-run.js';
import type { Layer } from './layer.js';

/** Something that happened at one step of a run and is marked in every chart. */
export interface EventMark {
  readonly step: number;
  /** What happened, in a few words: beside its line, and in the tables. */
  readonly label: string;
  /** A strategy switch is a solid line with a filled flag, anything else a dotted one. */
  readonly isSwitch: boolean;
}

/** The states that are worth a mark: a run is in the others all the time. */
const markedStates = ['paused', 'stopped', 'interrupted', 'failed'] as const;

/** What is marked of all runs, in the order of the steps. */
export function eventMarks(runs: readonly ShownRun[]): EventMark[] {
  const marks = runs.flatMap((run) =>
    run.snapshot.events.flatMap((event): EventMark[] => {
      const mark = (label: string, isSwitch: boolean) => [
        { step: event.step, label: labelled(label, run, runs.length), isSwitch },
      ];
      if (event.type === 'strategy') {
        return mark(balancingInWords(event.balancing), true);
      }
      if (event.type === 'warning') {
        return mark(l10n.t('warning'), false);
      }
      const isMarked =
        event.type === 'state' && markedStates.some((state) => state === event.state);
      return isMarked ? mark(stateInWords(event.state), false) : [];
    }),
  );
  return marks.sort((one, other) => one.step - other.step);
}

const flag = { width: 7, height: 9 };
const font = '11px system-ui, sans-serif';
/** Clear space that a label needs to its right, px. */
const gap = 6;

/** A vertical line with a flag at each mark, and its label where the labels before leave room. */
export function eventLines(marks: readonly EventMark[]): Layer {
  return (drawing) => {
    const { area, x } = drawing;
    const placed = marks.map((mark) => ({
      mark,
      at: Math.min(Math.round(x(mark.step)), area.right - 1) + 0.5,
    }));
    const seen = placed.filter(({ mark, at }) => at >= area.left && x(mark.step) <= area.right + 1);
    seen.forEach(({ mark, at }) => {
      drawLine(drawing, mark, at);
    });
    let free = -Infinity;
    for (const { mark, at } of seen) {
      free = drawLabel(drawing, mark.label, at, free);
    }
  };
}

function drawLine({ ctx, area, colours }: Parameters<Layer>[0], mark: EventMark, at: number): void {
  ctx.strokeStyle = colours.of(mark.isSwitch ? '--lens-foreground' : '--lens-muted');
  ctx.fillStyle = ctx.strokeStyle;
  ctx.lineWidth = 1;
  ctx.setLineDash(mark.isSwitch ? [] : [1, 3]);
  ctx.beginPath();
  ctx.moveTo(at, area.top);
  ctx.lineTo(at, area.bottom);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(at, area.bottom);
  ctx.lineTo(at - flag.width / 2, area.bottom - flag.height);
  ctx.lineTo(at + flag.width / 2, area.bottom - flag.height);
  ctx.closePath();
  ctx[mark.isSwitch ? 'fill' : 'stroke']();
}

/** Writes a label beside its line, to the left at the end of the chart; returns where there is room again. */
function drawLabel(
  { ctx, area, colours }: Parameters<Layer>[0],
  label: string,
  at: number,
  free: number,
): number {
  ctx.font = font;
  const { width } = ctx.measureText(label);
  const isAtEnd = at + gap + width > area.right;
  const start = isAtEnd ? at - gap - width : at + gap;
  if (start < Math.max(free, area.left)) {
    return free;
  }
  ctx.fillStyle = colours.of('--lens-background');
  ctx.fillRect(start - 2, area.bottom - 17, width + 4, 15);
  ctx.fillStyle = colours.of('--lens-foreground');
  ctx.textBaseline = 'bottom';
  ctx.fillText(label, start, area.bottom - 4);
  return Math.max(start + width, at) + gap;
}
