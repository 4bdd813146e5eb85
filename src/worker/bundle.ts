/** Path of the bundle that this code runs from: the script that is forked for training processes and probes. */
export const bundle = __filename;
