import { backendsVariable } from '../../compute/installed-backends.js';
import { gpuSettings, nodeSetting } from '../settings.js';
import { gpuEnvironment } from './gpu-environment.js';
import { nodeBinary, type NodeBinary } from './node-binary.js';

/**
 * What every child of the extension runs in: the Node binary, where the backends lie that are set up, and what the
 * settings say of GPUs.
 *
 * @param backends path of the folder of the backends that are set up
 * @throws Problem where the Node binary of the settings cannot be used
 */
export async function childSurroundings(backends: string): Promise<NodeBinary> {
  const { node, environment } = await nodeBinary(nodeSetting());
  return {
    node,
    environment: {
      ...environment,
      ...gpuEnvironment(gpuSettings()),
      [backendsVariable]: backends,
    },
  };
}
