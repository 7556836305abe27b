// The README's first command after installing and building: the main job on a fresh sandbox, as a user would type it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const ramrole = fileURLToPath(new URL('../ramrole.js', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'ramrole-quickstart-'));
// What the environment says of a real account, or of another sandbox, has no say here.
const inherited = Object.entries(process.env).filter(([name]) => !/^(RAMROLE|ALIBABA_?CLOUD|ALICLOUD)_/.test(name));
const env = { ...Object.fromEntries(inherited), RAMROLE_STATE_DIR: home, RAMROLE_SANDBOX: join(home, 'cloud') };

const STEPS = [
  'instance list',
  'setup EcsReader --service ecs --policy AliyunOSSReadOnlyAccess --pass-role-to user/alice --instance i-bp1sandbox0001 --yes',
  'setup EcsReader --service ecs --policy AliyunOSSReadOnlyAccess --pass-role-to user/alice --instance i-bp1sandbox0001 --yes',
  'role show EcsReader',
  'credentials show --as i-bp1sandbox0001',
];

try {
  for (const step of STEPS) {
    process.stdout.write(`\n$ ramrole ${step} --sandbox\n`);
    const { status } = spawnSync(process.execPath, [ramrole, ...step.split(' ')], { env, stdio: 'inherit' });
    if (status !== 0) {
      process.exitCode = status ?? 1;
      break;
    }
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
