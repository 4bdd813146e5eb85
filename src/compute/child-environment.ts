/**
 * The environment for a forked child: this process's own, less what an editor sets for itself and what would change how
 * Node starts. Where Electron is run as Node, it stays so: a child of it would open a window instead.
 */
export function childEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) =>
      !/^(VSCODE_|ELECTRON_(?!RUN_AS_NODE$)|NODE_OPTIONS$|NODE_CHANNEL_|JITI_)/.test(name),
  );
  return Object.fromEntries(kept);
}
