// wgsl-direct: one invocation computes one output value Y[o,y,x], in the order of the definition.
//
// Work: a workgroup is a tile of tile_width × tile_height outputs of one output channel.
// Shared memory: none. Border: looked up for every tap (bindings.wgsl).
// Covers every convolution. weights: [O, I/groups, kh, kw], already flipped.

override tile_width: u32;
override tile_height: u32;

@group(0) @binding(6) var<storage, read> weights: array<f32>;

@compute @workgroup_size(tile_width, tile_height)
fn main(
  @builtin(workgroup_id) workgroup: vec3<u32>,
  @builtin(local_invocation_id) local: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let place = place_of(workgroup);
  if (place.tile >= chunk.end_tile) {
    return;
  }
  leave_mark(place.tile, lane);
  let o = place.block;
  let y = place.tile_y * tile_height + local.y;
  let x = place.tile_x * tile_width + local.x;
  if (y >= layer.output_height || x >= layer.output_width) {
    return;
  }
  let index = output_index(o, y, x);
  output[index] = sum_of(o, y, x, first_sum(o, index));
}

fn sum_of(o: u32, y: u32, x: u32, start: f32) -> f32 {
  let first_channel = (o / layer.out_channels_per_group) * layer.in_channels_per_group;
  let taps = layer.kernel_height * layer.kernel_width;
  var tap = (o * layer.in_channels_per_group + chunk.first_channel) * taps;
  var sum = start;
  for (var i = chunk.first_channel; i < chunk.end_channel; i++) {
    for (var a = 0u; a < layer.kernel_height; a++) {
      let row = source_row(y * layer.stride_y + a * layer.dilation_y);
      var column = x * layer.stride_x;
      for (var b = 0u; b < layer.kernel_width; b++) {
        sum += weights[tap] * pixel(first_channel + i, row, source_column(column));
        column += layer.dilation_x;
        tap++;
      }
    }
  }
  return sum;
}
