//go:build goexperiment.simd && (amd64 || arm64)

package kernel

import (
	"syscall"
	"unsafe"
)

// hugePage is the size of a large page, adviceHuge the kernel's word for them.
const (
	hugePage   = 2 << 20
	adviceHuge = 14 // MADV_HUGEPAGE
)

// large asks for large pages under s, if it has room for some: training walks
// through maps of megabytes, and with pages of 4 KB waits for their addresses.
// Where the system has none, nothing changes.
func large(s []float32) {
	from := (uintptr(unsafe.Pointer(unsafe.SliceData(s))) + hugePage - 1) &^ (hugePage - 1)
	skip := from - uintptr(unsafe.Pointer(unsafe.SliceData(s)))
	size := (uintptr(len(s))*4 - min(skip, uintptr(len(s))*4)) &^ (hugePage - 1)
	if size == 0 {
		return
	}
	pages := unsafe.Slice((*byte)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(s)), skip)), size)
	_ = syscall.Madvise(pages, adviceHuge) // advice only
}
