/** The functions of `assembly/`, compiled: the bundler and the test runner make these modules. */
declare module '*/assembly/kernels.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

/** The same, for engines with relaxed SIMD. */
declare module '*/assembly/kernels-relaxed.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
