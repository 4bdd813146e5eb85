import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { besideNullBand } from '../metrics/beside-null-band.js';
import { findingsOf } from '../metrics/findings/findings.js';
import { speedRule, speedWindow, StepSummarizer } from '../metrics/findings/step-summary.js';
import { WindowedSpeedDifference } from '../metrics/windowed-speed.js';
import type { Finding } from '../record/finding.js';
import { formatProblem, type ProblemDescription } from '../record/problem.js';
import type { RunGrowth } from '../record/run-growth.js';
import type { RunSnapshot } from '../record/snapshot.js';
import type { StepColumns } from '../record/step.js';
import { paceOf, recentSteps, type Pace } from '../series/pace.js';
import { RunSeries } from '../series/run-series.js';
import { ThinnedEvents } from '../series/thinned-events.js';
import { GrowthCollector } from './growth-collector.js';
import type { LockHolder } from './lock-holder.js';
import type { NullBandRead } from './null-band-reading.js';
import type { Run } from './read-run.js';
import { runFile } from './run-files.js';
import type { RunBatch } from './run-source.js';
import { deriveStatus, type RunStatus } from './run-status.js';

/** How many damaged records and lines are named one by one. */
const mostDamages = 20;

/** Which step of a run was its last so far, and when it ended, milliseconds since the Unix epoch. */
export interface LastStep {
  readonly step: number;
  readonly time: number;
}

/** What a run has gained: `nothing`, more than a growth holds, or the growth, its number apart. */
export type Gain = 'nothing' | 'too much' | Omit<RunGrowth, 'revision'>;

/**
 * All that is shown of a run, of a bounded size however long it trained: made of the batches of its files from the first
 * on, in whatever pieces they come.
 */
export class RunDigest {
  readonly #run: Run;
  readonly #nullBand: NullBandRead;
  readonly #series: RunSeries;
  readonly #windowed: WindowedSpeedDifference;
  readonly #summarizer: StepSummarizer;
  readonly #events = new ThinnedEvents();
  /** d_speed after the steps of the null band. */
  readonly #atBand = new Map<number, number>();
  readonly #damages: { lines: string[]; records: string[] } = { lines: [], records: [] };
  /** Durations of the latest steps, and the last of them. */
  #durations: number[] = [];
  #last: LastStep | null = null;
  #status: RunStatus | null = null;
  #findings: Finding[] = [];
  #damageCount = 0;
  #gained: GrowthCollector;

  constructor(run: Run, nullBand: NullBandRead) {
    const modalityCount = run.description.modalities.length;
    this.#run = run;
    this.#nullBand = nullBand;
    this.#series = new RunSeries(modalityCount);
    this.#windowed = new WindowedSpeedDifference(modalityCount, speedWindow);
    this.#summarizer = new StepSummarizer(modalityCount, speedRule(run.description.balancing));
    this.#gained = new GrowthCollector(modalityCount);
    nullBand.band?.x.forEach((step) => this.#atBand.set(step, Number.NaN));
  }

  /** What the run was doing when last settled. */
  get status(): RunStatus {
    return this.#status ?? deriveStatus([], null);
  }

  /** The last step that was taken up; null before the first. */
  get lastStep(): LastStep | null {
    return this.#last;
  }

  /** How fast the run trains, and how long the rest takes. */
  get pace(): Pace {
    return paceOf(this.#durations, this.#run.description.plannedSteps - (this.#last?.step ?? 0));
  }

  /** Takes up the batch that follows those before. */
  add({ steps, events, warnings, more }: RunBatch): void {
    if (more) {
      // A snapshot that is taken between two pieces has the first already: what follows is no growth of it.
      this.#gained.giveUp();
    }
    for (const event of events) {
      if (event.type === 'strategy') {
        this.#summarizer.switchAlpha(event.step, speedRule(event.balancing).alpha);
      }
    }
    for (const block of steps.blocks()) {
      this.#addSteps(block);
    }
    this.#events.append(events);
    this.#gained.addEvents(events);
    this.#addDamages(warnings);
  }

  /**
   * Brings status and findings up to what was added, and says what was gained since the last time.
   *
   * @param writer who writes the run, looked up before the last batch was read: a writer that ends between the two has
   *   written its last event before it let go
   */
  settle(writer: LockHolder | null): Gain {
    const gained = this.#gained;
    const status = deriveStatus(this.#events.events, writer);
    const damages = this.#namedDamages();
    const hasNewDamages = damages.length !== this.#damageCount;
    if (gained.isEmpty && !hasNewDamages && isDeepStrictEqual(status, this.#status)) {
      return 'nothing';
    }
    this.#status = status;
    this.#damageCount = damages.length;
    const findings = this.#findingsNow();
    const hasNewFindings = !isDeepStrictEqual(findings, this.#findings);
    this.#findings = findings;
    this.#gained = new GrowthCollector(this.#run.description.modalities.length);
    return gained.isTooMuch
      ? 'too much'
      : {
          directory: path.basename(this.#run.directory),
          steps: gained.steps,
          events: gained.events,
          state: status.state,
          reason: status.reason,
          findings: hasNewFindings ? findings : null,
          damages: hasNewDamages ? damages : null,
        };
  }

  /** All that there is to show, as of the last settling. */
  snapshot(revision: number): RunSnapshot {
    const { description, directory } = this.#run;
    return {
      directory: path.basename(directory),
      description,
      state: this.status.state,
      reason: this.status.reason,
      steps: {
        ...this.#series.curves(),
        window: speedWindow,
        nullBand: this.#nullBand.band,
      },
      events: this.#events.events,
      eventsLeftOut: this.#events.leftOut,
      findings: this.#findings,
      damages: this.#namedDamages(),
      growing: { revision, ...this.#series.totals(), eventCounts: this.#events.counts },
    };
  }

  #addSteps(columns: StepColumns): void {
    const windowedSpeedDifference = this.#windowed.append(columns);
    const steps = {
      step: columns.step,
      loss: columns.loss,
      accuracy: columns.accuracy,
      branchLosses: columns.branches.map(({ loss }) => loss),
      speeds: columns.branches.map(({ speed }) => speed),
      speedDifference: columns.speedDifference,
      windowedSpeedDifference,
      modes: columns.mode,
    };
    this.#series.append(steps);
    this.#summarizer.append(columns);
    this.#gained.addSteps(steps);
    this.#noteLatest(columns);
    if (this.#atBand.size > 0) {
      columns.step.forEach((step, index) => {
        if (this.#atBand.has(step)) {
          this.#atBand.set(step, columns.speedDifference[index]);
        }
      });
    }
  }

  #noteLatest({ step, time, duration }: StepColumns): void {
    const last = step.length - 1;
    this.#durations = [...this.#durations, ...duration.slice(-recentSteps)].slice(-recentSteps);
    this.#last = { step: step[last], time: time[last] };
  }

  #addDamages(warnings: readonly ProblemDescription[]): void {
    const events = runFile(this.#run.directory, 'events');
    for (const warning of warnings) {
      const list = warning.file === events ? this.#damages.lines : this.#damages.records;
      if (list.length < mostDamages) {
        list.push(formatProblem(warning));
      }
    }
  }

  #namedDamages(): string[] {
    const { lines, records } = this.#damages;
    const ofBand = this.#nullBand.warnings.map(formatProblem);
    return [...ofBand, ...lines, ...records].slice(0, mostDamages);
  }

  #findingsNow(): Finding[] {
    const { band } = this.#nullBand;
    const speedDifferenceAt = (step: number): number | null => {
      const value = this.#atBand.get(step) ?? Number.NaN;
      return Number.isFinite(value) ? value : null;
    };
    return findingsOf({
      description: this.#run.description,
      state: this.status.state,
      reason: this.status.reason,
      events: this.#events.events,
      steps: this.#summarizer.summary(this.#windowed.last),
      nullBand: band && besideNullBand(band, speedDifferenceAt),
    });
  }
}
