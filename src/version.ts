declare const RAMROLE_VERSION: string | undefined;

/** The build puts package.json's version in; sources that run unbuilt say so. */
export const VERSION = typeof RAMROLE_VERSION === 'string' ? RAMROLE_VERSION : '0.0.0-source';
