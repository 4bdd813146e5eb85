import path from 'node:path';
import * as vscode from 'vscode';
import type { DamagedRun, KnownRun } from '../runs/known-run.js';
import type { RunLibrary } from '../runs/run-library.js';
import type { TrainingSessions } from '../sessions/training-sessions.js';
import { escapedMarkdown } from './escaped-markdown.js';
import { groupRuns, type ModelFileRuns, type UnreadableRuns } from './run-groups.js';
import { damagedItem, runItem, type ItemText } from './run-item.js';
import { damagedTooltip, runTooltip, type Tooltip } from './run-tooltip.js';
import { TreeNews, type News } from './tree-news.js';

/** What stands in the tree. */
export type RunsTreeElement = ModelFileRuns | UnreadableRuns | KnownRun | DamagedRun;

/** After how many milliseconds to look whether VS Code has asked for runs, and may have shown them; how often (ours). */
const filling = { interval: 1000, looks: 5 } as const;

/** The view of all runs of the workspace, by model file. */
export class RunsTree implements vscode.TreeDataProvider<RunsTreeElement>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<RunsTreeElement[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #library: RunLibrary;
  readonly #sessions: TrainingSessions;
  readonly #subscriptions: readonly { dispose(): unknown }[];
  readonly #news: TreeNews;
  /** Whether it was filled, be it with the newest runs alone. */
  #isBegun = false;
  #waiting: NodeJS.Timeout | undefined;
  /** The runs whose items the tree has, by directory. */
  readonly #given = new Map<string, KnownRun>();

  constructor(library: RunLibrary, sessions: TrainingSessions) {
    this.#library = library;
    this.#sessions = sessions;
    const news = new TreeNews((changed) => this.#tell(changed));
    this.#news = news;
    this.#subscriptions = [
      ...[this.#changed, news],
      library.onDidChange(() => {
        news.allChanged();
      }),
      sessions.onDidChange(({ directory }) => {
        if (directory !== null) {
          news.itemChanged(directory);
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
      try {
        return await this.#groups();
      } finally {
        this.#given.clear();
        this.#news.tookAll();
      }
    }
    return 'runs' in element ? [...element.runs] : [];
  }

  /** The first time with the newest runs alone, where there are many: the others come when they are read. */
  async #groups(): Promise<RunsTreeElement[]> {
    if (this.#isBegun) {
      return groupRuns(await this.#library.runs());
    }
    const { runs, areAll } = await this.#library.newest();
    this.#isBegun = true;
    if (!areAll) {
      const tell = (): void => {
        this.#tellOfOthers();
      };
      // Where they cannot be read, whoever asks next is told why.
      void this.#library.runs().then(tell, tell);
    }
    return groupRuns(runs, areAll);
  }

  /** Tells that there are more runs than the tree was filled with, once it is filled: VS Code would begin anew. */
  #tellOfOthers(looks: number = filling.looks): void {
    const isFilled = this.#given.size > 0;
    this.#waiting = setTimeout(() => {
      if (isFilled || looks === 0) {
        this.#news.allChanged();
      } else {
        this.#tellOfOthers(looks - 1);
      }
    }, filling.interval);
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
    clearTimeout(this.#waiting);
    for (const each of this.#subscriptions) {
      each.dispose();
    }
  }

  /** Of changed items tells alone, of those that the tree has: there may be a thousand others. */
  #tell(news: News): boolean {
    if (news === 'all') {
      this.#changed.fire(undefined);
      return true;
    }
    const runs = [...news].flatMap((directory) => this.#given.get(directory) ?? []);
    if (runs.length > 0) {
      this.#changed.fire(runs);
    }
    return runs.length > 0;
  }

  #runItem(run: KnownRun): vscode.TreeItem {
    const item = toTreeItem(runItem(run, this.#sessions.sessionOf(run.directory)));
    item.id = run.directory;
    this.#given.set(run.directory, run);
    this.#news.tookItem(run.directory);
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

function modelFileItem({ file, runs, areAll }: ModelFileRuns): vscode.TreeItem {
  const count = `${runs.length}${areAll ? '' : '…'}`;
  const uri = vscode.Uri.file(file);
  const item = new vscode.TreeItem(
    vscode.workspace.asRelativePath(uri),
    vscode.TreeItemCollapsibleState.Expanded,
  );
  item.id = `model-file ${file}`;
  item.description = count;
  item.iconPath = new vscode.ThemeIcon('symbol-file');
  item.tooltip = file;
  item.contextValue = 'modelFile';
  item.accessibilityInformation = {
    label: vscode.l10n.t('Model file {0}, number of runs: {1}', path.basename(file), count),
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
