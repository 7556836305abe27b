import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where to ask what is answered alike everywhere (STS, DescribeRegions) when no region is known. */
export const CENTRAL_REGION = 'cn-hangzhou';

/** Names that the vendor's own clients take a region from, besides the one in the option table. */
const VARIABLES = ['ALIBABACLOUD_REGION_ID', 'ALICLOUD_REGION_ID', 'ALIBABA_CLOUD_REGION', 'ALICLOUD_REGION'];

/** The region of the environment, else of the vendor CLI's profile; undefined when neither says one. */
export async function defaultRegion(
  env: Readonly<Record<string, string | undefined>>,
  home: string,
  profile: string | undefined,
): Promise<string | undefined> {
  for (const name of VARIABLES) if (env[name]) return env[name];
  return profileRegion(join(home, '.aliyun', 'config.json'), profile);
}

/** A file that is missing or not understood has no region to offer; whoever needs its credentials says what is wrong with it. */
async function profileRegion(path: string, profile: string | undefined): Promise<string | undefined> {
  try {
    const config = JSON.parse(await readFile(path, 'utf8'));
    const name = profile ?? config.current;
    const found = config.profiles?.find((one: { name?: string }) => one.name === name);
    return typeof found?.region_id === 'string' && found.region_id !== '' ? found.region_id : undefined;
  } catch {
    return undefined;
  }
}
