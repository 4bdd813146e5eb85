/** The steps of the walkthrough, by the context key that says that a person has really done it. */
export const guideSteps = [
  'trained',
  'inspected',
  'rebalanced',
  'modelWritten',
  'ownData',
] as const;
export type GuideStep = (typeof guideSteps)[number];
