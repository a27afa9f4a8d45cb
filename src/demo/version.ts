/** The version this LMS says it is. */
export const platformVersion = '2026.11';

/** The product it says it is. */
export const productFamilyCode = 'guildhall-demo-lms';
