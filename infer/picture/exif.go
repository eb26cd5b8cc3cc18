package picture

import (
	"bytes"
	"encoding/binary"
)

// exifOrientation returns the orientation, 1 to 8, that the EXIF data of a JPEG
// file gives (tag 0x0112, TIFF 6.0 and CIPA DC-008), or 1, upright, where there
// is none or it makes no sense: a picture with a damaged tag is still a picture.
func exifOrientation(jpeg []byte) int {
	const (
		startOfScan = 0xda
		app1        = 0xe1
		endOfImage  = 0xd9
	)
	for b := jpeg[min(2, len(jpeg)):]; len(b) >= 4 && b[0] == 0xff; {
		marker := b[1]
		if marker == 0xff { // a fill byte before the marker
			b = b[1:]
			continue
		}
		if marker == startOfScan || marker == endOfImage {
			break
		}
		length := int(binary.BigEndian.Uint16(b[2:]))
		if length < 2 || 2+length > len(b) {
			break
		}
		if tiff, ok := bytes.CutPrefix(b[4:2+length], []byte("Exif\x00\x00")); ok && marker == app1 {
			return tiffOrientation(tiff)
		}
		b = b[2+length:]
	}
	return 1
}

// tiffOrientation looks for the tag in the first directory of a TIFF structure.
func tiffOrientation(tiff []byte) int {
	const (
		tagOrientation = 0x0112
		typeShort      = 3
	)
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	first := int64(order.Uint32(tiff[4:]))
	if first+2 > int64(len(tiff)) {
		return 1
	}
	entries := int(order.Uint16(tiff[first:]))
	directory := tiff[first+2:]
	for range entries {
		if len(directory) < 12 {
			break
		}
		tag, kind, count := order.Uint16(directory), order.Uint16(directory[2:]), order.Uint32(directory[4:])
		if tag == tagOrientation {
			value := int(order.Uint16(directory[8:]))
			if kind == typeShort && count == 1 && value >= 1 && value <= 8 {
				return value
			}
			return 1
		}
		directory = directory[12:]
	}
	return 1
}
