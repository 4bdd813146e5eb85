/**
 * Operations of TensorFlow that may be executed later than they are called: what they give follows from their inputs
 * alone, their outputs' shapes from the shapes of these and from whole numbers among them, and they ask for no more
 * attributes than tfjs-node gives them.
 */
const deferrable: ReadonlySet<string> = new Set([
  ...['Abs', 'Add', 'AddN', 'AddV2', 'ArgMax', 'ArgMin', 'AvgPool', 'AvgPoolGrad'],
  ...['BatchMatMulV2', 'BiasAdd', 'BiasAddGrad', 'Cast', 'Ceil', 'ConcatV2'],
  ...['Conv2D', 'Conv2DBackpropFilter', 'Conv2DBackpropInput', 'Cos'],
  ...['DepthwiseConv2dNative', 'DepthwiseConv2dNativeBackpropFilter'],
  ...['DepthwiseConv2dNativeBackpropInput', 'Div', 'DivNoNan'],
  ...['Elu', 'EluGrad', 'Equal', 'Erf', 'Exp', 'Expm1', 'Fill', 'Floor'],
  ...['FusedBatchNormGradV3', 'FusedBatchNormV3', 'GatherV2', 'Greater', 'GreaterEqual'],
  ...['IsFinite', 'IsInf', 'IsNan', 'L2Loss', 'LeakyRelu', 'Less', 'LessEqual', 'Log', 'Log1p'],
  ...['LogicalAnd', 'LogicalNot', 'LogicalOr', 'MatMul', 'Max', 'MaxPool', 'MaxPoolGrad'],
  ...['Maximum', 'Mean', 'Min', 'Minimum', 'Mul', 'Neg', 'NotEqual', 'OneHot', 'OnesLike'],
  ...['Pack', 'Pad', 'PadV2', 'Pow', 'Prod', 'RealDiv', 'Reciprocal', 'Relu', 'Relu6', 'ReluGrad'],
  ...['Reshape', 'Round', 'Rsqrt', 'Select', 'Selu', 'Sigmoid', 'SigmoidGrad', 'Sign', 'Sin'],
  ...[
    'Slice',
    'Softmax',
    'SoftmaxCrossEntropyWithLogits',
    'Softplus',
    'SplitV',
    'Sqrt',
    'Square',
    'SquaredDifference',
  ],
  ...['StridedSlice', 'Sub', 'Sum', 'Tanh', 'Tile', 'Transpose', 'Unpack'],
  ...['UnsortedSegmentSum', 'ZerosLike'],
]);

/** Whether an operation may be executed later than it is called. */
export function isDeferrable(name: string): boolean {
  return deferrable.has(name);
}
