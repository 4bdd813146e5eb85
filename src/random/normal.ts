/** How many layers of equal area the ziggurat has. */
const layers = 256;

/** Where the tail begins for so many layers, and the area of each, of the curve exp(−x²/2). */
const [tailStart, layerArea] = [3.6541528853610088, 0.004928673233974658];

/** `edges[i]`: how far layer i reaches to either side; the lowest layer is as wide as if it held its tail upright. */
const edges = layerEdges();
/** `heights[i]`: where the curve is at `edges[i]`, the floor of layer i. */
const heights = edges.map(curve);
/** How much of each layer, from its middle, lies below the curve all the way up. */
const inner = edges.subarray(0, layers).map((edge, layer) => edges[layer + 1] / edge);

/**
 * A standard normal draw: exact, by the ziggurat of Marsaglia and Tsang (2000), which takes one uniform number and one
 * multiplication in 99 of 100 cases. A uniform number has bits enough for the layer and the place in it.
 *
 * @param uniform independent draws in [0, 1), of 53 bits
 */
export function normal(uniform: () => number): number {
  for (;;) {
    const drawn = uniform() * layers;
    const layer = Math.trunc(drawn);
    const place = 2 * (drawn - layer) - 1;
    const x = place * edges[layer];
    if (Math.abs(place) < inner[layer]) {
      return x;
    }
    if (layer === 0) {
      return Math.sign(place) * tail(uniform);
    }
    const [floor, ceiling] = [heights[layer], heights[layer + 1]];
    if (floor + uniform() * (ceiling - floor) < curve(x)) {
      return x;
    }
  }
}

/** A standard normal draw beyond the last edge (Marsaglia, 1964). */
function tail(uniform: () => number): number {
  for (;;) {
    const beyond = -Math.log1p(-uniform()) / tailStart;
    if (-2 * Math.log1p(-uniform()) > beyond ** 2) {
      return tailStart + beyond;
    }
  }
}

function layerEdges(): Float64Array {
  const all = new Float64Array(layers + 1);
  all[0] = layerArea / curve(tailStart);
  all[1] = tailStart;
  for (let layer = 2; layer < layers; layer += 1) {
    const below = all[layer - 1];
    all[layer] = Math.sqrt(-2 * Math.log(layerArea / below + curve(below)));
  }
  // The highest layer ends where the curve is highest, in the middle.
  all[layers] = 0;
  return all;
}

function curve(x: number): number {
  return Math.exp(-0.5 * x * x);
}
