import { z } from 'zod';
import { balancingConfiguration, balancingOptions } from './balancing.js';
import { chartFile, chartFormat } from './chart-file.js';
import { checkpointChoice, inspectionResult } from './inspection.js';
import { gateChoice, gateMeasurement } from './gates.js';
import { problemDescription } from './problem-description.js';
import { runGrowth } from './run-growth.js';
import {
  longestPage,
  measurementChoice,
  replacingCut,
  sampleFilter,
  samplePage,
} from './samples.js';
import { snapshot } from './snapshot.js';
import { cutOperator, splitName } from './utilization.js';

/** How many runs a page puts side by side at most. */
export const mostCompared = 20;

/** What a page is told of a run beside the run directory's content; null where nobody of this editor trains it. */
export const liveStatus = z.object({
  /** Name of the run directory. */
  directory: z.string(),
  /** Whether this editor's training process writes the run, so that it can be paused, stopped and balanced. */
  isOurs: z.boolean(),
  /** Whether another process (another window, a terminal) writes it. */
  isWrittenElsewhere: z.boolean(),
  /** What is under way beside training: the person asked for it, and it has not happened yet. */
  pending: z.enum(['pausing', 'resuming', 'stopping', 'balancing']).nullable(),
  /** When the last step ended, milliseconds since the Unix epoch; null before the first. */
  lastStep: z.number().nullable(),
  /** Median duration of the latest steps, milliseconds. */
  stepDuration: z.number().nullable(),
  /** About how long the rest takes, milliseconds. */
  timeLeft: z.number().nullable(),
  /** Why the training waits (its disk is full). */
  waiting: problemDescription.nullable(),
  /** The checkpoints that there are, ascending. */
  checkpoints: z.array(z.object({ step: z.int().nonnegative(), best: z.boolean() })),
});
export type LiveStatus = z.infer<typeof liveStatus>;

/** What the person's settings say of re-balancing, to begin a form with; null leaves it to the run. */
const preferredBalancing = z.object({
  alpha: balancingOptions.alpha.nullable(),
  window: balancingOptions.window.nullable(),
  warmUpEpochs: balancingOptions.warmUpEpochs.nullable(),
});
export type PreferredBalancing = z.infer<typeof preferredBalancing>;

const id = z.int();

/** What a request is answered with, where that is more than that it was done. */
export const pageResult = z.discriminatedUnion('type', [
  /** What was measured of a run's checkpoints and is kept with it, the latest checkpoint first. */
  z.object({
    type: z.literal('inspections'),
    samples: z.array(measurementChoice),
    gates: z.array(gateChoice),
  }),
  z.object({ type: z.literal('gates'), gates: gateMeasurement }),
  z.object({ type: z.literal('samples'), page: samplePage }),
]);
export type PageResult = z.infer<typeof pageResult>;

/** Host → page. */
export const pageNotice = z.discriminatedUnion('type', [
  /** All that the page is to show, whenever it becomes visible and whenever a run was cut back; replaces what it has. */
  z.object({
    type: z.literal('show'),
    snapshot,
    live: z.array(liveStatus),
    /** Runs that were to be shown beside these and cannot be read, by the names of their directories. */
    unreadable: z.array(z.object({ directory: z.string(), problem: problemDescription })),
    /** Absolute paths of the runs' directories, for a page to be found again after a reload; null in the sidebar. */
    places: z.array(z.string()).nullable(),
    preferred: preferredBalancing,
  }),
  /** What one of its runs has gained. */
  z.object({ type: z.literal('grow'), growth: runGrowth }),
  z.object({ type: z.literal('live'), live: liveStatus }),
  /** There is nothing to show: why, and a problem where one is the reason. */
  z.object({
    type: z.literal('nothing'),
    why: z.enum(['no-folder', 'not-trusted', 'no-model-file', 'no-run', 'deleted', 'unreadable']),
    problem: problemDescription.nullable(),
  }),
  /** The person asks by a command that the chart in focus be saved. */
  z.object({ type: z.literal('exportChart'), format: chartFormat }),
  /** The answer to the request of this id: no problem where it was done. */
  z.object({
    type: z.literal('answer'),
    id,
    problem: problemDescription.nullable(),
    result: pageResult.exactOptional(),
  }),
  /** What came of a request `inspect`; comes before its answer. */
  z.object({
    type: z.literal('inspected'),
    directory: z.string(),
    inspection: inspectionResult,
  }),
  /** Samples of a run were measured and are to be looked at. */
  z.object({
    type: z.literal('sampled'),
    directory: z.string(),
    measurement: measurementChoice,
  }),
  /** Gates of a run were looked at and are to be shown. */
  z.object({ type: z.literal('gated'), directory: z.string(), measurement: gateChoice }),
]);
export type PageNotice = z.infer<typeof pageNotice>;

const ofRun = { id, directory: z.string() };

/** Page → host. Every one is answered once, by `answer` with its id. */
export const pageRequest = z.discriminatedUnion('type', [
  /** The page is there and wants to be shown what it is for. */
  z.object({ type: z.literal('ready'), id }),
  z.object({ type: z.literal('pause'), ...ofRun }),
  z.object({ type: z.literal('resume'), ...ofRun }),
  z.object({ type: z.literal('stop'), ...ofRun }),
  z.object({ type: z.literal('stopAtOnce'), ...ofRun }),
  z.object({ type: z.literal('balance'), ...ofRun, balancing: balancingConfiguration }),
  z.object({
    type: z.literal('inspect'),
    ...ofRun,
    checkpoint: checkpointChoice,
    split: splitName,
    cut: cutOperator,
    /** Runs on the page that trained one modality alone, to hold the run's branches to. */
    references: z.array(z.string()).max(mostCompared).exactOptional(),
  }),
  z.object({
    type: z.literal('inspectSamples'),
    ...ofRun,
    checkpoint: checkpointChoice,
    split: splitName,
    cut: replacingCut,
  }),
  z.object({
    type: z.literal('inspectGates'),
    ...ofRun,
    checkpoint: checkpointChoice,
    split: splitName,
  }),
  /** Answered with `gates`. */
  z.object({ type: z.literal('gates'), ...ofRun, measurement: gateChoice }),
  /** Answered with `inspections`. */
  z.object({ type: z.literal('listInspections'), ...ofRun }),
  /** Answered with `samples`: some of those that a filter lets through. */
  z.object({
    type: z.literal('samples'),
    ...ofRun,
    measurement: measurementChoice,
    filter: sampleFilter,
    offset: z.int().nonnegative(),
    count: z.int().min(1).max(longestPage),
  }),
  /** Takes up a run that has ended before its last step. */
  z.object({ type: z.literal('continue'), ...ofRun }),
  z.object({ type: z.literal('exportReport'), ...ofRun }),
  z.object({ type: z.literal('openPanel'), ...ofRun }),
  z.object({ type: z.literal('openModelFile'), ...ofRun }),
  z.object({ type: z.literal('reveal'), ...ofRun }),
  /** Saves a chart where the person chooses. */
  z.object({ type: z.literal('saveChart'), id, ...chartFile.shape }),
  z.object({ type: z.literal('openFolder'), id }),
  z.object({ type: z.literal('newModelFile'), id }),
  z.object({ type: z.literal('train'), id }),
  z.object({ type: z.literal('showBackends'), id }),
  z.object({ type: z.literal('manageTrust'), id }),
]);
export type PageRequest = z.infer<typeof pageRequest>;

/** A request before its id is given. */
export type PageRequestBody = PageRequest extends infer Each
  ? Each extends PageRequest
    ? Omit<Each, 'id'>
    : never
  : never;

/** Which samples of a run a page looks at. */
const sampleView = z.object({
  measurement: measurementChoice,
  filter: sampleFilter,
  /** How many samples that the filter lets through come before the page's. */
  offset: z.int().nonnegative(),
});
export type SampleView = z.infer<typeof sampleView>;

/** What the page of a panel keeps of itself over a reload of the window; anything else is forgotten. */
export const panelState = z.object({
  /** Absolute paths of the directories of the runs that are shown. */
  places: z.array(z.string()).min(1).max(mostCompared),
  /** Which of its tabs is open. */
  tab: z.enum([
    'comparison',
    'overview',
    'learning-speed',
    'utilization',
    'gates',
    'samples',
    'run',
  ]),
  /** Whether curves are smoothed. */
  smoothed: z.boolean(),
  /** The training steps that the charts are zoomed to; null for all. */
  zoom: z
    .object({ first: z.number().nonnegative(), last: z.number() })
    .refine(({ first, last }) => first < last, 'the range is empty')
    .nullable(),
  /** What the form that inspects asks for; null as it begins. */
  inspect: z.object({ checkpoint: z.string(), split: splitName, cut: cutOperator }).nullable(),
  /** How far the page is scrolled down, px. */
  scroll: z.number().nonnegative(),
  /** Which samples are looked at; left out before any were. */
  samples: sampleView.exactOptional(),
  /** Which details a person has opened, by what they are in; left out before any were. */
  opened: z.array(z.string().max(500)).max(100).exactOptional(),
});
export type PanelState = z.infer<typeof panelState>;
