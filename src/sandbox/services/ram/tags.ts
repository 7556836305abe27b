import { ApiError, invalidParameter } from '../../api-error.js';
import type { Answer, Call } from '../../call.js';
import type { PolicyRecord, RoleRecord, Tags } from '../../state/records.js';
import { fold } from '../../state/state.js';
import type { Table } from '../../state/table.js';
import { notThere } from './lookup.js';

/** `Tags` as lists print them; left out where there are none. */
export function tagsField(tags: Tags): { Tags?: { Tag: { TagKey: string; TagValue: string }[] } } {
  const Tag = Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
  return Tag.length === 0 ? {} : { Tags: { Tag } };
}

type Tagged = Table<RoleRecord> | Table<PolicyRecord>;

export function tagResources(call: Call): Answer {
  const added = call.params.tags('Tag');
  if (Object.keys(added).length === 0)
    throw new ApiError(400, 'MissingParameter.Tag', 'The parameter - "Tag" is required.');
  change(call, (tags) => ({ ...tags, ...added }));
  return {};
}

export function untagResources(call: Call): Answer {
  const gone = new Set(call.params.list('TagKeys'));
  const all = call.params.flag('All');
  change(call, (tags) => (all ? {} : Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key)))));
  return {};
}

export function listTagResources(call: Call): Answer {
  const ResourceType = call.params.text('ResourceType');
  const table = tableOf(call);
  const names = call.params.list('ResourceNames').map(fold);
  const wanted = Object.entries(call.params.tags('Tag'));
  const keys = names.length > 0 ? names : [...table.entries()].map(([key]) => key);
  const TagResource = keys.flatMap((key) => {
    const row = table.get(key);
    if (row === undefined) return [];
    const ResourceName = 'RoleName' in row ? row.RoleName : row.PolicyName;
    if (!wanted.every(([k, v]) => (v === '' ? k in row.Tags : row.Tags[k] === v))) return [];
    return Object.entries(row.Tags).map(([TagKey, TagValue]) => ({ ResourceType, ResourceName, TagKey, TagValue }));
  });
  return { TagResources: TagResource };
}

function change(call: Call, edit: (tags: Tags) => Tags): void {
  const table = tableOf(call);
  const keys = call.params.list('ResourceNames').map(fold);
  if (keys.length === 0)
    throw new ApiError(400, 'MissingParameter.ResourceNames', 'The parameter - "ResourceNames" is required.');
  for (const key of keys) {
    const row = table.get(key);
    if (row === undefined) notThere(table === call.state.roles ? 'Role' : 'Policy');
    else (table as Table<typeof row>).put(key, { ...row, Tags: edit(row.Tags) });
  }
}

function tableOf(call: Call): Tagged {
  return nameField(call) === 'RoleName' ? call.state.roles : call.state.policies;
}

function nameField(call: Call): 'RoleName' | 'PolicyName' {
  const type = call.params.get('ResourceType');
  if (type === 'role') return 'RoleName';
  if (type === 'policy') return 'PolicyName';
  throw invalidParameter('ResourceType', '', 'The parameter - "ResourceType" is incorrect.');
}
