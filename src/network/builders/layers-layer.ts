import { layers } from '@tensorflow/tfjs-layers';
import { z } from 'zod';
import type { LayersLayer } from '../specification.js';

/** Schema of a layer or model of tf.layers. */
export const layersLayer = z
  .custom<LayersLayer>((value) => value instanceof layers.Layer)
  .describe('a layer or model of tf.layers');
