/** What loading a backend's package tells about it. */
export interface LoadedBackend {
  /** What is to be done once the backend runs. */
  readonly complete?: () => Promise<void>;
  /** The device in use, in words; asked once the backend runs. */
  readonly describe: () => string;
  readonly imitated?: boolean;
}
