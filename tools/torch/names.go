package torch

import (
	"slices"
	"strings"
)

// rebuilders are the functions by which a pickle makes tensors, with the
// number of arguments each takes at least: storage, offset, size, stride, and
// what does not matter here (requires_grad, hooks).
var rebuilders = map[string]int{
	"torch._utils._rebuild_tensor":    4,
	"torch._utils._rebuild_tensor_v2": 6,
}

// wrappers are the functions that dress a tensor up, with the place of the
// tensor among their arguments.
var wrappers = map[string]int{
	"torch._utils._rebuild_parameter":            0, // (tensor, requires_grad, hooks)
	"torch._utils._rebuild_parameter_with_state": 0, // (tensor, requires_grad, hooks, state)
}

// rebuildFromType makes a tensor with attributes: (function, type, arguments,
// state).
const rebuildFromType = "torch._tensor._rebuild_from_type_v2"

// harmless lists the names of values that training scripts save beside the
// tensors: settings, counters, times, random states. Each becomes an [opaque]
// value. A name ending in "." stands for all of a module. Whatever is not
// listed is refused, as PyTorch's own restricted loader does, since a
// checkpoint that needs it is not the dict of tensors it is taken for.
var harmless = []string{
	"__builtin__.bytearray", "__builtin__.bytes", "__builtin__.complex", "__builtin__.dict", "__builtin__.float",
	"__builtin__.frozenset", "__builtin__.int", "__builtin__.list", "__builtin__.long", "__builtin__.object",
	"__builtin__.set", "__builtin__.slice", "__builtin__.str", "__builtin__.tuple", "__builtin__.unicode",
	"__builtin__.xrange", "__builtin__.range", "__builtin__.bool",
	"builtins.bool", "builtins.bytearray", "builtins.bytes", "builtins.complex", "builtins.dict", "builtins.float",
	"builtins.frozenset", "builtins.int", "builtins.list", "builtins.object", "builtins.range", "builtins.set",
	"builtins.slice", "builtins.str", "builtins.tuple",
	"_codecs.encode", "copy_reg._reconstructor", "copyreg._reconstructor",
	"collections.ChainMap", "collections.Counter", "collections.OrderedDict", "collections.UserDict",
	"collections.defaultdict", "collections.deque",
	"argparse.Namespace", "types.SimpleNamespace",
	"datetime.date", "datetime.datetime", "datetime.time", "datetime.timedelta", "datetime.timezone",
	"decimal.Decimal", "fractions.Fraction", "uuid.UUID", "uuid.SafeUUID",
	"pathlib.Path", "pathlib.PosixPath", "pathlib.PurePath", "pathlib.PurePosixPath", "pathlib.PureWindowsPath", "pathlib.WindowsPath",
	"pathlib._local.PosixPath", "pathlib._local.WindowsPath",
	"numpy.dtype", "numpy.ndarray", "numpy.bool_", "numpy.float16", "numpy.float32", "numpy.float64", "numpy.int8",
	"numpy.int16", "numpy.int32", "numpy.int64", "numpy.uint8", "numpy.uint16", "numpy.uint32", "numpy.uint64", "numpy.str_",
	"numpy.core.multiarray.scalar", "numpy.core.multiarray._reconstruct", "numpy.core.numeric._frombuffer",
	"numpy._core.multiarray.scalar", "numpy._core.multiarray._reconstruct", "numpy._core.numeric._frombuffer",
	"numpy.dtypes.", "numpy.random._pickle.", "numpy.random._mt19937.", "numpy.random.mtrand.", "numpy.random._pcg64.",
	"torch.Size", "torch.device", "torch.Generator", "torch.torch_version.TorchVersion", "torch.serialization._get_layout",
	"torch.float16", "torch.float32", "torch.float64", "torch.bfloat16", "torch.half", "torch.float", "torch.double",
	"torch.int8", "torch.int16", "torch.int32", "torch.int64", "torch.uint8", "torch.bool", "torch.long", "torch.int",
	"torch.short", "torch.complex64", "torch.complex128",
	"torch.nn.parameter.Parameter", "torch.nn.parameter.Buffer", "torch.Tensor",
	// Settings of the usual libraries: dicts with attributes.
	"omegaconf.", "typing.Any", "yacs.config.CfgNode", "fvcore.common.config.CfgNode", "easydict.EasyDict", "addict.addict.Dict",
	"ml_collections.config_dict.", "munch.Munch", "mmcv.utils.config.ConfigDict", "mmengine.config.config.ConfigDict",
	"pytorch_lightning.utilities.parsing.AttributeDict", "lightning.pytorch.utilities.parsing.AttributeDict",
	"lightning_fabric.utilities.data.AttributeDict", "lightning.fabric.utilities.data.AttributeDict",
	"__main__.", // a class of the script that saved it
}

// allowed reports whether a checkpoint may refer to a Python name.
func allowed(name string) bool {
	if kind, ok := strings.CutPrefix(name, "torch."); ok && elementSizes[kind] != 0 {
		return true
	}
	_, wraps := wrappers[name]
	return wraps || rebuilders[name] != 0 || name == rebuildFromType || slices.ContainsFunc(harmless, func(h string) bool {
		return h == name || strings.HasSuffix(h, ".") && strings.HasPrefix(name, h)
	})
}
