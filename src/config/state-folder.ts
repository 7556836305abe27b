import { join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** Where the tool keeps its journal, locks and the default sandbox: XDG's state folder. */
export function stateFolder(env: Env, home: string): string {
  return env['RAMROLE_STATE_DIR'] || join(env['XDG_STATE_HOME'] || join(home, '.local', 'state'), 'ramrole');
}
