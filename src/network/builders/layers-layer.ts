import { layers } from '@tensorflow/tfjs-layers';
import * as l10n from '@vscode/l10n';
import { z } from 'zod';
import type { LayersLayer } from '../specification.js';
import { wanted } from '../../record/described-option.js';

/** Schema of a layer or model of tf.layers. */
export const layersLayer = z
  .custom<LayersLayer>((value) => value instanceof layers.Layer)
  .meta(wanted(() => l10n.t('Give a layer or model of tf.layers.')));
