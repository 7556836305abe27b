/** Which cloud a plan belongs to. Undo, resume and apply under another account are refused before any call. */
export interface Binding {
  readonly account: string;
  readonly caller: string;
  readonly profile: string | null;
  readonly region: string | null;
  /** Endpoints that were overridden, by product. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** The sandbox's folder; null for the real cloud. */
  readonly sandbox: string | null;
}
