import { config } from 'zod';

// zod otherwise tries whether it may compile code, and a strict content security policy reports the attempt. It decides
// when a schema is made: import this before any.
config({ jitless: true });
