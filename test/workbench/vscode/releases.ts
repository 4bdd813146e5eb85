/** A release of VS Code that npm carries, built, inside code-server, with the Node that its extension host runs in. */
export interface Release {
  /** VS Code's own version. */
  readonly vscode: string;
  /** The version of `code-server` that carries it. */
  readonly codeServer: string;
  /** The version of the `node-<platform>-<architecture>` packages. */
  readonly node: string;
}

/** The release that every test runs in. */
export const testedRelease: Release = { vscode: '1.139.1', codeServer: '4.139.1', node: '24.21.0' };
