import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodePanels,
  vsCodePanelTab,
  vsCodePanelView,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';

// Its badge and tag are left out: their templates have inline styles, which the content security policy forbids.
provideVSCodeDesignSystem().register(
  vsCodeButton(),
  vsCodeCheckbox(),
  vsCodeDropdown(),
  vsCodeOption(),
  vsCodePanels(),
  vsCodePanelTab(),
  vsCodePanelView(),
  vsCodeTextField(),
);

/** What our widgets use of the toolkit's elements. */
interface ToolkitElements {
  'vscode-button': HTMLElement & { disabled: boolean };
  'vscode-checkbox': HTMLElement & { checked: boolean };
  'vscode-dropdown': HTMLElement & { value: string };
  'vscode-option': HTMLElement;
  'vscode-panels': HTMLElement & { activeid: string };
  'vscode-panel-tab': HTMLElement;
  'vscode-panel-view': HTMLElement;
  'vscode-text-field': HTMLElement & { value: string };
}

/** One of the toolkit's elements, new. */
export function toolkitElement<Tag extends keyof ToolkitElements>(tag: Tag): ToolkitElements[Tag] {
  return document.createElement(tag) as unknown as ToolkitElements[Tag];
}
