/**
 * The exports of a CommonJS module that was loaded by `import()`. Node, and esbuild for ESM importers, put them under
 * `default`; vitest's interop has already taken that step, and `default` is then the client class itself.
 */
export function commonJs<M extends object>(module: { readonly default: M }): M {
  const inner: unknown = module.default;
  return typeof inner === 'object' && inner !== null && 'default' in inner ? (inner as M) : (module as unknown as M);
}
