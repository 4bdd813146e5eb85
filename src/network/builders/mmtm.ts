import * as l10n from '@vscode/l10n';
import { z } from 'zod';
import { wanted } from '../../record/described-option.js';
import { resolveOptions } from '../../record/resolve-options.js';
import type { FusionPoint, MmtmSpecification } from '../specification.js';

/** How {@link mmtm} is set up. */
export interface MmtmOptions {
  /**
   * Where the fusion modules sit, in increasing order: a stage number (from 1) that holds for every branch, or one a
   * modality, such as `{ gray: 2, color: 3 }`.
   */
  readonly after: readonly FusionPoint[];
  /** The squeeze layer is int(2·ΣC / ratio) wide; 4 unless given. */
  readonly ratio?: number;
  /** g in g·σ(e_k): 2 unless given, as in the papers' formula; 1 in their published code. */
  readonly gateScale?: number;
  /**
   * The constant of a re-balancing step: g·σ(mean e_k) unless given; `mean-of-sigmoid` is g·mean σ(e_k), as in the
   * published code.
   */
  readonly frozenGate?: MmtmSpecification['frozenGate'];
}

const stageNumber = z.int().positive();
const schema = z.strictObject({
  after: z
    .array(
      z
        .union([stageNumber, z.record(z.string(), stageNumber)])
        .meta(
          wanted(() =>
            l10n.t('Give a stage number from 1, or one a modality: { gray: 2, color: 3 }.'),
          ),
        ),
    )
    .min(1)
    .meta(wanted(() => l10n.t('Give at least one stage number, as in [2, 3, 4].'))),
  ratio: z
    .number()
    .positive()
    .default(4)
    .meta(wanted(() => l10n.t('Give a finite number above 0.'))),
  gateScale: z
    .number()
    .positive()
    .default(2)
    .meta(wanted(() => l10n.t('Give a finite number above 0.'))),
  frozenGate: z
    .enum(['mean-of-excitation', 'mean-of-sigmoid'])
    .default('mean-of-excitation')
    .meta(wanted(() => l10n.t("Give 'mean-of-excitation' or 'mean-of-sigmoid'."))),
});

/**
 * Fusion by multi-modal transfer modules (Vaezi Joze et al., CVPR 2020): each weighs every branch's channels by what all
 * branches see.
 *
 * @example mmtm({ after: [2, 3, 4] })
 * @throws Problem `model-file` naming the option at fault
 */
export function mmtm(options: MmtmOptions): MmtmSpecification {
  return { kind: 'mmtm', ...resolveOptions(schema, options, 'mmtm') };
}
