/**
 * A second evaluator of the policy language, written from the reference only (cloud-api.md §6) and without regard to
 * cost: no compiling, no index, no shared code. It imports nothing from src, so that both would have to be wrong in
 * the same way for a mistake to pass.
 */

export type Value = string | number | boolean;
type Many<T> = T | readonly T[];

export interface StatementJson {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: Many<string>;
  readonly NotAction?: Many<string>;
  readonly Resource?: Many<string>;
  readonly NotResource?: Many<string>;
  readonly Principal?: { readonly RAM?: Many<string>; readonly Service?: Many<string> };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Many<Value>>>>>;
}

export interface DocumentJson {
  readonly Version: string;
  readonly Statement: readonly StatementJson[];
}

export interface LayerJson {
  readonly documents: readonly DocumentJson[];
  /** Documents that exist, but could not be read. */
  readonly refused: number;
}

export interface World {
  readonly control?: LayerJson | 'unreadable' | undefined;
  readonly session?: LayerJson | 'unreadable' | undefined;
  /** Absent for a service principal. */
  readonly account?: LayerJson | undefined;
  readonly resourceGroup?: LayerJson | 'unreadable' | undefined;
  readonly trust?:
    | { readonly document: DocumentJson | 'refused'; readonly who: Who; readonly roleAccount: string }
    | undefined;
}

export type Who = { readonly service: string } | { readonly arn: string; readonly accountId: string };

export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, Many<Value>>>;
}

export interface Guesses {
  readonly missingConditionKey: string;
  readonly missingConditionKeyNegated: string;
  readonly conditionKeyCase: string;
}

export type NaiveVerdict = 'allowed' | 'explicitly denied' | 'implicitly denied' | 'unknown';

export function naiveVerdict(world: World, request: Request, guesses: Guesses): NaiveVerdict {
  const steps: NaiveVerdict[] = [];
  if (world.control !== undefined && world.control !== 'unreadable') {
    steps.push(layerVerdict(world.control, request, guesses));
  }
  if (world.session !== undefined && world.session !== 'unreadable') {
    steps.push(layerVerdict(world.session, request, guesses));
  }
  if (world.account !== undefined) {
    let identity = layerVerdict(world.account, request, guesses);
    const group = world.resourceGroup;
    if (identity === 'implicitly denied' && group !== undefined && group !== 'unreadable') {
      identity = layerVerdict(group, request, guesses);
    }
    steps.push(identity);
  }
  if (world.trust !== undefined && request.action.toLowerCase() === 'sts:assumerole')
    steps.push(trustVerdict(world.trust, request, guesses));

  for (const step of steps) if (step === 'explicitly denied' || step === 'implicitly denied') return step;
  if (steps.length === 0 || steps.includes('unknown')) return 'unknown';
  return 'allowed';
}

function layerVerdict(layer: LayerJson, request: Request, guesses: Guesses): NaiveVerdict {
  const effects: string[] = [];
  for (const document of layer.documents) {
    for (const statement of document.Statement) {
      const action = says(statement.Action, statement.NotAction, (pattern) => fitsAction(pattern, request.action));
      const resource = says(statement.Resource, statement.NotResource, (pattern) =>
        fitsResource(pattern, request.resource),
      );
      if (action && resource && holds(statement, request, guesses)) effects.push(statement.Effect);
    }
  }
  if (effects.includes('Deny')) return 'explicitly denied';
  if (layer.refused > 0) return 'unknown';
  return effects.includes('Allow') ? 'allowed' : 'implicitly denied';
}

function trustVerdict(trust: NonNullable<World['trust']>, request: Request, guesses: Guesses): NaiveVerdict {
  if (trust.document === 'refused') return 'unknown';
  const effects: string[] = [];
  for (const statement of trust.document.Statement) {
    const action = says(statement.Action, statement.NotAction, (pattern) => fitsAction(pattern, request.action));
    if (action && names(statement, trust.who, trust.roleAccount) && holds(statement, request, guesses)) {
      effects.push(statement.Effect);
    }
  }
  if (effects.includes('Deny')) return 'explicitly denied';
  return effects.includes('Allow') ? 'allowed' : 'implicitly denied';
}

function says(wanted: Many<string> | undefined, not: Many<string> | undefined, fits: (pattern: string) => boolean) {
  if (wanted !== undefined) return listed(wanted).some(fits);
  return not !== undefined && !listed(not).some(fits);
}

function listed<T extends Value>(values: Many<T>): T[] {
  return Array.isArray(values) ? [...(values as readonly T[])] : [values as T];
}

/** The definition of the wildcards: characters are code points. */
export function fitsPattern(pattern: string, text: string): boolean {
  const [p, t] = [[...pattern], [...text]];
  const fits = (i: number, j: number): boolean => {
    if (i === p.length) return j === t.length;
    if (p[i] === '*') return fits(i + 1, j) || (j < t.length && fits(i, j + 1));
    return j < t.length && (p[i] === '?' || p[i] === t[j]) && fits(i + 1, j + 1);
  };
  return fits(0, 0);
}

function fitsAction(pattern: string, action: string): boolean {
  return fitsPattern(pattern.toLowerCase(), action.toLowerCase());
}

function fitsResource(pattern: string, resource: string): boolean {
  const parts = pattern.split(':');
  if (parts[0] === 'acs' && parts.length >= 5) {
    if (parts[2] === '') parts[2] = '*';
    if (parts[3] === '') parts[3] = '*';
  }
  const spelled = parts.join(':');
  const [acs, ram, , , name = ''] = resource.split(':');
  const foldsNames = acs === 'acs' && ram === 'ram' && (name.startsWith('role/') || name.startsWith('policy/'));
  return foldsNames ? fitsPattern(lowerName(spelled), lowerName(resource)) : fitsPattern(spelled, resource);
}

function lowerName(arn: string): string {
  const parts = arn.split(':');
  if (parts.length < 5) return arn.toLowerCase();
  return parts.map((part, i) => (i < 4 ? part : part.toLowerCase())).join(':');
}

function holds(statement: StatementJson, request: Request, guesses: Guesses): boolean {
  for (const [operator, keys] of Object.entries(statement.Condition ?? {})) {
    for (const [key, wanted] of Object.entries(keys)) {
      const carried = Object.keys(request.context).find((one) => one === key);
      const folded = Object.keys(request.context).find((one) => one.toLowerCase() === key.toLowerCase());
      const found = carried ?? (guesses.conditionKeyCase === 'ignored' ? folded : undefined);
      const negated = operator.includes('Not');
      if (!OPERATORS.includes(operator)) return false;
      if (found === undefined) {
        const setting = negated ? guesses.missingConditionKeyNegated : guesses.missingConditionKey;
        if (setting !== 'match') return false;
        continue;
      }
      const actual = request.context[found] as Many<Value>;
      const any = listed<Value>(actual).some((one) =>
        listed<Value>(wanted).some((other) => compare(operator, one, other)),
      );
      if (any === negated) return false;
    }
  }
  return true;
}

const RELATIONS = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
const OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  ...RELATIONS.map((relation) => `Numeric${relation}`),
  ...RELATIONS.map((relation) => `Date${relation}`),
  'Bool',
  'IpAddress',
  'NotIpAddress',
];

/** One carried value against one wanted one; for a negated operator the comparison that it negates. */
function compare(operator: string, actual: Value, wanted: Value): boolean {
  if (operator.startsWith('String')) {
    const [a, w] = [`${actual}`, `${wanted}`];
    if (operator.endsWith('IgnoreCase')) return a.toLowerCase() === w.toLowerCase();
    return operator.endsWith('Like') ? fitsPattern(w, a) : a === w;
  }
  if (operator === 'Bool') {
    const [a, w] = [`${actual}`.toLowerCase(), `${wanted}`.toLowerCase()];
    return (a === 'true' || a === 'false') && a === w;
  }
  if (operator.endsWith('IpAddress')) return inside(`${actual}`, `${wanted}`);
  const read = operator.startsWith('Date') ? dateOf : numberOf;
  const [a, w] = [read(actual), read(wanted)];
  if (a === undefined || w === undefined) return false;
  if (operator.endsWith('LessThan')) return a < w;
  if (operator.endsWith('LessThanEquals')) return a <= w;
  if (operator.endsWith('GreaterThan')) return a > w;
  if (operator.endsWith('GreaterThanEquals')) return a >= w;
  return a === w;
}

/** A number that a double cannot hold exactly cannot be compared, and counts as none. */
function numberOf(value: Value): number | undefined {
  const number = numberIn(value);
  return number === undefined || number > 2 ** 53 - 1 || number < 1 - 2 ** 53 ? undefined : number;
}

function numberIn(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean' || !/^-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?$/.test(value)) return undefined;
  return Number.parseFloat(value);
}

/** Year, month, day and perhaps a time with a zone, worked out by hand. */
function dateOf(value: Value): number | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)([.]\d+)?)?(Z|[+-]\d\d:\d\d))?$/.exec(`${value}`);
  if (typeof value !== 'string' || parts === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone = 'Z'] = parts;
  if (Number(day) > new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()) return undefined;
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const offset = zone === 'Z' ? 0 : Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4)));
  return at + Math.floor(Number(fraction) * 1000) - offset * 60_000;
}

/** Addresses as strings of bits, so that a range is a prefix. */
function inside(inner: string, outer: string): boolean {
  const [a, b] = [prefixOf(inner), prefixOf(outer)];
  return a !== undefined && b !== undefined && a.family === b.family && a.bits.startsWith(b.bits);
}

function prefixOf(text: string): { family: number; bits: string } | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const bits = address.includes(':') ? bits6(address) : bits4(address);
  if (bits === undefined) return undefined;
  const length = slash < 0 ? `${bits.length}` : text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits.length) return undefined;
  return { family: bits.length, bits: bits.slice(0, Number(length)) };
}

function bits4(text: string): string | undefined {
  const bytes = text.split('.');
  if (bytes.length !== 4 || bytes.some((byte) => !/^\d{1,3}$/.test(byte) || Number(byte) > 255)) return undefined;
  return bytes.map((byte) => Number(byte).toString(2).padStart(8, '0')).join('');
}

function bits6(text: string): string | undefined {
  const sides = text.split('::');
  if (sides.length > 2) return undefined;
  const read = sides.map((side, which) => {
    if (side === '') return '';
    const groups = side.split(':').map((group, i, all) => {
      if (which === sides.length - 1 && i === all.length - 1 && group.includes('.')) return bits4(group);
      return /^[0-9a-f]{1,4}$/i.test(group) ? Number.parseInt(group, 16).toString(2).padStart(16, '0') : undefined;
    });
    return groups.includes(undefined) ? undefined : groups.join('');
  });
  const [left, right = ''] = read;
  if (left === undefined || read.includes(undefined)) return undefined;
  const missing = 128 - left.length - right.length;
  if (sides.length === 1) return missing === 0 ? left : undefined;
  return missing >= 16 ? left + '0'.repeat(missing) + right : undefined;
}

function names({ Principal: principal = {} }: StatementJson, who: Who, roleAccount: string): boolean {
  if ('service' in who) {
    const full = (service: string) => (service.includes('@') ? service : `${roleAccount}@${service}`);
    return listed(principal.Service ?? []).some((service) => full(service) === full(who.service));
  }
  const session = /^acs:ram:[^:]*:[^:]*:assumed-role\/([^/]+)\//.exec(who.arn);
  const identity = session === null ? who.arn.split(':').slice(4).join(':') : `role/${session[1]}`;
  return listed(principal.RAM ?? []).some((entry) => {
    if (entry === '*') return true;
    const [acs, service, , account, ...rest] = entry.split(':');
    const trusted = rest.join(':');
    if (acs !== 'acs' || service !== 'ram' || (account !== '*' && account !== who.accountId)) return false;
    if (trusted === 'root') return true;
    return trusted.startsWith('role/') ? trusted.toLowerCase() === identity.toLowerCase() : trusted === identity;
  });
}
