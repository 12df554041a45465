/** Names the product's folder to what is loaded into its processes. */
export const PRODUCT_DIR = 'STOPSMS_BENCH_DIR';
