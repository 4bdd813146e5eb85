/** A release of VS Code that npm carries, built, inside code-server, with the Node that its extension host runs in. */
export interface Release {
  /** VS Code's own version. */
  readonly vscode: string;
  /** The version of `code-server` that carries it. */
  readonly codeServer: string;
  /** The version of the `node-<platform>-<architecture>` packages. */
  readonly node: string;
  /** Options that its server knows: for every start, and to let a suite run inside the extension host. */
  readonly options: { readonly always: readonly string[]; readonly forSuite: readonly string[] };
  /** Whether it comes whole without running install scripts; else its terminal is missing. */
  readonly isWhole: boolean;
  /**
   * Whether each of its webviews registers a service worker of its own at the place of the others' (its address has the
   * webview's id). Where two pages come at once, one may ask for its own files while the worker that answers for them is
   * being replaced, by the name beyond loopback that VS Code gives them.
   */
  readonly replacesServiceWorkers: boolean;
}

/** The release that every test runs in. */
export const testedRelease: Release = {
  vscode: '1.139.1',
  codeServer: '4.139.1',
  node: '24.21.0',
  options: {
    // An extension host waits for its window to come back; after a test nobody does.
    always: ['--reconnection-grace-time', '5'],
    forSuite: ['--vscode-option', 'enable-smoke-test-driver'],
  },
  isWhole: true,
  replacesServiceWorkers: false,
};

/** The oldest release that the extension says it runs in (`engines.vscode`), on the Node that VS Code had then. */
export const oldestRelease: Release = {
  vscode: '1.100.3',
  codeServer: '4.100.3',
  node: '20.20.2',
  options: { always: [], forSuite: [] },
  isWhole: false,
  replacesServiceWorkers: true,
};
