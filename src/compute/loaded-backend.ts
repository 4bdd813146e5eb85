/** What loading a backend's package tells about it. */
export interface LoadedBackend {
  /** The device in use, in words; asked once the backend runs. */
  readonly describe: () => string;
  readonly imitated?: boolean;
}
