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

// Sizes are read before the loops: not every driver moves a uniform's reading out of them.
fn sum_of(o: u32, y: u32, x: u32, start: f32) -> f32 {
  let kernel_height = layer.kernel_height;
  let kernel_width = layer.kernel_width;
  let dilation_x = layer.dilation_x;
  let padding_value = layer.padding_value;
  let first_column = layer.padded_height + x * layer.stride_x;
  let end_channel = chunk.end_channel;
  let group_channel = (o / layer.out_channels_per_group) * layer.in_channels_per_group;
  var tap = (o * layer.in_channels_per_group + chunk.first_channel) * kernel_height * kernel_width;
  var sum = start;
  for (var i = chunk.first_channel; i < end_channel; i++) {
    for (var a = 0u; a < kernel_height; a++) {
      let row = source_row(y * layer.stride_y + a * layer.dilation_y);
      let line = line_start(group_channel + i, row);
      var padded_column = first_column;
      for (var b = 0u; b < kernel_width; b++) {
        let column = source_indices[padded_column];
        var value = padding_value;
        if (row >= 0 && column >= 0) {
          value = input[line + u32(column)];
        }
        sum += weights[tap] * value;
        padded_column += dilation_x;
        tap++;
      }
    }
  }
  return sum;
}
