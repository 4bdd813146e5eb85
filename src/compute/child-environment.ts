/**
 * The environment for a forked child: this process's own, less what an editor sets for itself and what would change how
 * Node starts.
 */
export function childEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_CHANNEL_|JITI_)/.test(name),
  );
  return Object.fromEntries(kept);
}
