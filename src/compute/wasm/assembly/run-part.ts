import { Convolution, convolveBand } from './convolve';
import { contributeToFilter, FilterGradient } from './filter-gradient';
import {
  gateAndShiftSamples,
  gateSamples,
  gateSamplesGradient,
  Gating,
  GatingGradient,
  ShiftedGating,
  squeezeSamples,
  sumGateProducts,
} from './gate';
import {
  Normalization,
  NormalizationGradient,
  normalizationGradient,
  normalize,
} from './normalize';
import { ColumnSums, sumColumns, sumColumnSquares, sumGradients } from './statistics';
import { addTogether, Contributions } from './add-together';
import { multiplyMatrices, Product } from './multiply-matrices';
import { SquareSums, sumSquares } from './square-sums';
import { AdamUpdate, SgdUpdate, updateByAdam, updateBySgd } from './update';

/** What can be done in parts. */
export enum Work {
  convolve,
  contributeToFilter,
  addTogether,
  sumColumns,
  sumColumnSquares,
  normalize,
  sumGradients,
  normalizationGradient,
  gateSamples,
  gateSamplesGradient,
  gateAndShiftSamples,
  squeezeSamples,
  sumGateProducts,
  sumSquares,
  updateBySgd,
  updateByAdam,
  multiplyMatrices,
}

/**
 * Does one part of a work. No part looks at what another one writes, so that they may be done in any order and at once.
 *
 * @param task what the work is told, of the class that belongs to it
 * @param scratch memory that no other part uses meanwhile
 */
export function runPart(work: Work, task: usize, part: i32, scratch: usize): void {
  switch (work) {
    case Work.convolve:
      convolveBand(changetype<Convolution>(task), part, scratch);
      break;
    case Work.contributeToFilter:
      contributeToFilter(changetype<FilterGradient>(task), part, scratch);
      break;
    case Work.addTogether:
      addTogether(changetype<Contributions>(task), part);
      break;
    case Work.sumColumns:
      sumColumns(changetype<ColumnSums>(task), part);
      break;
    case Work.sumColumnSquares:
      sumColumnSquares(changetype<ColumnSums>(task), part);
      break;
    case Work.normalize:
      normalize(changetype<Normalization>(task), part);
      break;
    case Work.sumGradients:
      sumGradients(changetype<ColumnSums>(task), part);
      break;
    case Work.normalizationGradient:
      normalizationGradient(changetype<NormalizationGradient>(task), part);
      break;
    case Work.gateSamples:
      gateSamples(changetype<Gating>(task), part);
      break;
    case Work.gateSamplesGradient:
      gateSamplesGradient(changetype<GatingGradient>(task), part);
      break;
    case Work.gateAndShiftSamples:
      gateAndShiftSamples(changetype<ShiftedGating>(task), part);
      break;
    case Work.squeezeSamples:
      squeezeSamples(changetype<Gating>(task), part, scratch);
      break;
    case Work.sumGateProducts:
      sumGateProducts(changetype<GatingGradient>(task), part);
      break;
    case Work.sumSquares:
      sumSquares(changetype<SquareSums>(task), part);
      break;
    case Work.updateBySgd:
      updateBySgd(changetype<SgdUpdate>(task), part);
      break;
    case Work.updateByAdam:
      updateByAdam(changetype<AdamUpdate>(task), part);
      break;
    case Work.multiplyMatrices:
      multiplyMatrices(changetype<Product>(task), part);
      break;
  }
}
