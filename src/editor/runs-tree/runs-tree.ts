import path from 'node:path';
import * as vscode from 'vscode';
import type { DamagedRun, KnownRun } from '../runs/known-run.js';
import type { RunLibrary } from '../runs/run-library.js';
import { OneAtATime } from '../one-at-a-time.js';
import type { TrainingSessions } from '../sessions/training-sessions.js';
import { Throttle } from '../throttle.js';
import { escapedMarkdown } from './escaped-markdown.js';
import { groupRuns, type ModelFileRuns, type UnreadableRuns } from './run-groups.js';
import { damagedItem, runItem, type ItemText } from './run-item.js';
import { damagedTooltip, runTooltip, type Tooltip } from './run-tooltip.js';

/** How often the tree is told anew at most, milliseconds. */
const refreshing = 1000;

/** What stands in the tree. */
export type RunsTreeElement = ModelFileRuns | UnreadableRuns | KnownRun | DamagedRun;

/** The view of all runs of the workspace, by model file. */
export class RunsTree implements vscode.TreeDataProvider<RunsTreeElement>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<RunsTreeElement[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #library: RunLibrary;
  readonly #sessions: TrainingSessions;
  readonly #subscriptions: readonly { dispose(): unknown }[];
  /** The runs that the tree has, by directory. */
  #shown = new Map<string, KnownRun>();
  /** Settles with the listing that the tree has asked for last. */
  #listed: Promise<unknown> = Promise.resolve();
  /** Directories of the runs that have progressed since the tree was told. */
  readonly #progressed = new Set<string>();

  constructor(library: RunLibrary, sessions: TrainingSessions) {
    this.#library = library;
    this.#sessions = sessions;
    // Told anew, the tree gives up the listing that is under way: it would never have one where listing takes longer.
    const refresh = new OneAtATime(async () => {
      await this.#listed.catch(() => undefined);
      this.#changed.fire(undefined);
    });
    const all = new Throttle(refreshing, () => {
      void refresh.ask();
    });
    const progress = new Throttle(refreshing, () => {
      this.#tellProgress();
    });
    this.#subscriptions = [
      ...[this.#changed, all, progress],
      library.onDidChange(() => {
        all.ask();
      }),
      sessions.onDidChange(({ directory }) => {
        if (directory !== null) {
          this.#progressed.add(directory);
          progress.ask();
        }
      }),
      vscode.window.createTreeView('modalityLens.runs', {
        treeDataProvider: this,
        showCollapseAll: true,
        canSelectMany: true,
      }),
    ];
  }

  async getChildren(element?: RunsTreeElement): Promise<RunsTreeElement[]> {
    if (element === undefined) {
      const listing = this.#library.runs();
      this.#listed = listing;
      const runs = await listing;
      const readable = runs.filter((run) => run.kind === 'run');
      this.#shown = new Map(readable.map((run) => [run.directory, run]));
      return groupRuns(runs);
    }
    return 'runs' in element ? [...element.runs] : [];
  }

  getTreeItem(element: RunsTreeElement): vscode.TreeItem {
    switch (element.kind) {
      case 'model-file':
        return modelFileItem(element);
      case 'unreadable':
        return unreadableItem(element);
      case 'run':
        return this.#runItem(element);
      case 'damaged':
        return this.#damagedItem(element);
    }
  }

  resolveTreeItem(item: vscode.TreeItem, element: RunsTreeElement): vscode.TreeItem {
    if (element.kind === 'run') {
      item.tooltip = toMarkdown(runTooltip(element));
    } else if (element.kind === 'damaged') {
      item.tooltip = toMarkdown(damagedTooltip(element.problem, element.directory));
    }
    return item;
  }

  dispose(): void {
    for (const each of this.#subscriptions) {
      each.dispose();
    }
  }

  /** Tells of the runs alone that have progressed: there may be a thousand others. */
  #tellProgress(): void {
    const runs = [...this.#progressed].map((directory) => this.#shown.get(directory));
    this.#progressed.clear();
    const known = runs.filter((run) => run !== undefined);
    if (known.length > 0) {
      this.#changed.fire(known);
    }
  }

  #runItem(run: KnownRun): vscode.TreeItem {
    const item = toTreeItem(runItem(run, this.#sessions.sessionOf(run.directory)));
    item.id = run.directory;
    item.command = {
      title: vscode.l10n.t('Open Run'),
      command: 'modalityLens.openRun',
      arguments: [run],
    };
    return item;
  }

  #damagedItem(damaged: DamagedRun): vscode.TreeItem {
    const { directory } = damaged;
    const isRun = this.#library.directories.includes(path.dirname(directory));
    const item = toTreeItem(damagedItem(damaged, isRun));
    item.id = directory;
    return item;
  }
}

function modelFileItem({ file, runs }: ModelFileRuns): vscode.TreeItem {
  const uri = vscode.Uri.file(file);
  const item = new vscode.TreeItem(
    vscode.workspace.asRelativePath(uri),
    vscode.TreeItemCollapsibleState.Expanded,
  );
  item.id = `model-file ${file}`;
  item.description = String(runs.length);
  item.iconPath = new vscode.ThemeIcon('symbol-file');
  item.tooltip = file;
  item.contextValue = 'modelFile';
  item.accessibilityInformation = {
    label: vscode.l10n.t('Model file {0}, number of runs: {1}', path.basename(file), runs.length),
  };
  return item;
}

function unreadableItem({ runs }: UnreadableRuns): vscode.TreeItem {
  const item = new vscode.TreeItem(
    vscode.l10n.t('Cannot be read'),
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = 'unreadable';
  item.description = String(runs.length);
  item.iconPath = new vscode.ThemeIcon('warning');
  item.accessibilityInformation = {
    label: vscode.l10n.t('Cannot be read, number of folders: {0}', runs.length),
  };
  return item;
}

function toTreeItem({ label, description, icon, contextValue, spoken }: ItemText): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(
    icon.name,
    icon.color === null ? undefined : new vscode.ThemeColor(icon.color),
  );
  item.contextValue = contextValue;
  item.accessibilityInformation = { label: spoken };
  return item;
}

/** What comes from files stands there as text: it can neither be a link nor run a command. */
function toMarkdown({ heading, lines }: Tooltip): vscode.MarkdownString {
  const items = lines.map((line) => `- ${escapedMarkdown(line)}\n`);
  return new vscode.MarkdownString(`**${escapedMarkdown(heading)}**\n\n${items.join('')}`);
}
