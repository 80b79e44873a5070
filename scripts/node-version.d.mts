// For the tests that are type-checked.
export declare const refusal: (version: string) => string;
