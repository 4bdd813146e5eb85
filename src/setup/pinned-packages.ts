/** A package of the npm registry, pinned to one content. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  /** Subresource Integrity of the tarball, as in npm's lock files: `sha512-…`. */
  readonly integrity: string;
  /** The most bytes that the tarball may have, and what is kept of it when unpacked. */
  readonly most: { readonly packed: number; readonly unpacked: number };
}

const megabyte = 1_000_000;

/** Dawn, the WebGPU of Chromium, for Node: its tarball has the native part of every platform. */
export const webGpuPackage: PinnedPackage = {
  name: 'webgpu',
  version: '0.6.2',
  integrity:
    'sha512-3L4GfmqJLvYUIEWJngEQY+2HQiUlAFkg8+P8NDDj3Xx5hHHIFO/r8JW+ynfqBj7kHN4mbnwO74uB+lrRtLhp4Q==',
  most: { packed: 100 * megabyte, unpacked: 100 * megabyte },
};

/** The two packages that bind TensorFlow to Node: JavaScript, and the C++ source of the native part. */
export const bindingPackages = {
  tensorflow: {
    name: '@tensorflow/tfjs-node',
    version: '4.22.0',
    integrity:
      'sha512-uHrXeUlfgkMxTZqHkESSV7zSdKdV0LlsBeblqkuKU9nnfxB1pC6DtoyYVaLxznzZy7WQSegjcohxxCjAf6Dc7w==',
    most: { packed: 20 * megabyte, unpacked: 40 * megabyte },
  },
  'tensorflow-gpu': {
    name: '@tensorflow/tfjs-node-gpu',
    version: '4.22.0',
    integrity:
      'sha512-p//NN6DGiN4hInUmIkRffaFVMcdTREUMjPyjW04J7OXvB2zBlQimj61eFKSgRrH3f5TnOfKzb0n56he/B6a4bw==',
    most: { packed: 20 * megabyte, unpacked: 40 * megabyte },
  },
} as const satisfies Record<string, PinnedPackage>;

/** What the binding requires while it loads, tf and the look-up of its native part apart. */
export const bindingRequirements: readonly PinnedPackage[] = [
  {
    name: 'google-protobuf',
    version: '3.21.4',
    integrity:
      'sha512-MnG7N936zcKTco4Jd2PX2U96Kf9PxygAPKBug+74LHzmHXmceN16MmRcdgZv+DGef/S9YvQAfRsNCn4cjf9yyQ==',
    most: { packed: 5 * megabyte, unpacked: 20 * megabyte },
  },
  {
    name: 'progress',
    version: '2.0.3',
    integrity:
      'sha512-7PiHtLll5LdnKIMw100I+8xJXR5gW2QwWYkT6iJva0bXitZKa/XMrSbdmg3r2Xnaidz9Qumd0VPaMrZlF9V9sA==',
    most: { packed: megabyte, unpacked: megabyte },
  },
];

/** The C headers of Node-API: what compiling an addon needs of Node, of any version. */
export const nodeApiHeaders: PinnedPackage = {
  name: 'node-api-headers',
  version: '1.9.0',
  integrity:
    'sha512-2oNILP4jXwRB4ywnYKjVk1YyJ96n2D4EOVJO6S3oYZ5PtbJrw3Yt9TpAuX3nBLMuzn74rnfGQrv13pS9vC+YiA==',
  most: { packed: 5 * megabyte, unpacked: 20 * megabyte },
};
