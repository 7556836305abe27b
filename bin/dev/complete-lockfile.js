// Adds the builds for other platforms to package-lock.json: a registry mirror that does not carry them makes npm leave
// them out, and `npm ci` then refuses the lockfile everywhere. Run it after `npm install` changed the lockfile.
// Version, system and processor are what the parent package and the name say; npm fetches an entry only on its platform.
import { readFile, writeFile } from 'node:fs/promises';

const PLATFORM =
  /(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-(arm64|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|x64)/;

const path = new URL('../../package-lock.json', import.meta.url);
const lock = JSON.parse(await readFile(path, 'utf8'));
for (const [parent, { optionalDependencies = {}, dev }] of Object.entries({ ...lock.packages })) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const platform = PLATFORM.exec(name);
    const known = lock.packages[`node_modules/${name}`] ?? lock.packages[`${parent}/node_modules/${name}`];
    if (known || !platform || !/^\d/.test(version)) continue;
    const libc = name.includes('musl') ? ['musl'] : name.includes('gnu') ? ['glibc'] : undefined;
    const entry = { version, cpu: [platform[2]], ...(dev ? { dev } : {}), ...(libc ? { libc } : {}) };
    lock.packages[`node_modules/${name}`] = { ...entry, optional: true, os: [platform[1]] };
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
await writeFile(path, `${JSON.stringify(lock, null, 2)}\n`);
