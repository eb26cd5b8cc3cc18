package backend

/*
#include <malloc.h>

// Every step allocates the same few hundred buffers. With glibc's defaults
// they go back to the system after each step and are faulted in anew in the
// next, which costs as much as the arithmetic.
static void keep_memory(void) {
#ifdef __GLIBC__
	mallopt(M_MMAP_THRESHOLD, 1 << 30);
	mallopt(M_TRIM_THRESHOLD, 0x7fffffff);
	mallopt(M_TOP_PAD, 256 << 20);
	mallopt(M_ARENA_MAX, 1);
#endif
}
*/
import "C"

// keepMemory makes the C allocator keep what a step frees for the next one. It
// has to run before a plugin is loaded.
func keepMemory() { C.keep_memory() }
