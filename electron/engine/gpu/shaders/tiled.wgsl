// wgsl-tiled: one invocation computes 4 output rows × 4 output channels of one column, in registers.
//
// Work: a workgroup is a tile of tile_width × tile_height outputs of one block of 4 output channels
// of one group; it has tile_width × tile_height/4 invocations.
// Shared memory: `window` holds the tile's input window (window_height × window_width) of
// channels_per_load input channels, at most window_capacity values; every value is then read from
// there by all taps and all 4 channels. Rows slide through registers when stride.y = dilation.y.
// Border: looked up once per loaded value (bindings.wgsl).
// Covers every convolution whose window of one channel fits window_capacity.
// weights: [block of all groups][I/groups][kw][kh][4], already flipped; missing channels are 0.

override tile_width: u32;
override tile_height: u32;
override window_capacity: u32;

@group(0) @binding(6) var<storage, read> weights: array<vec4<f32>>;

var<workgroup> window: array<f32, window_capacity>;

// Four output rows, each with four output channels.
struct Sums {
  row0: vec4<f32>,
  row1: vec4<f32>,
  row2: vec4<f32>,
  row3: vec4<f32>,
}

@compute @workgroup_size(tile_width, tile_height / 4)
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
  let group = place.block / layer.blocks_per_group;
  let within = (place.block % layer.blocks_per_group) * 4u;
  let o = group * layer.out_channels_per_group + within;
  let channels = min(4u, layer.out_channels_per_group - within);
  let y = place.tile_y * tile_height + local.y * 4u;
  let x = place.tile_x * tile_width + local.x;
  let area = layer.window_height * layer.window_width;
  let corner = local.y * 4u * layer.stride_y * layer.window_width + local.x * layer.stride_x;

  var sums = first_sums(o, channels, y, x);
  for (var i = chunk.first_channel; i < chunk.end_channel; i += layer.channels_per_load) {
    let count = min(layer.channels_per_load, chunk.end_channel - i);
    workgroupBarrier();
    for (var c = 0u; c < count; c++) {
      load_window(place, local, group * layer.in_channels_per_group + i + c, c * area);
    }
    workgroupBarrier();
    for (var c = 0u; c < count; c++) {
      let tap = (place.block * layer.in_channels_per_group + i + c)
        * layer.kernel_height * layer.kernel_width;
      if (layer.stride_y == layer.dilation_y) {
        sums = add_sliding(sums, tap, c * area + corner);
      } else {
        sums = add_spread(sums, tap, c * area + corner);
      }
    }
  }
  store(sums, o, channels, y, x);
}

// All invocations together: one channel's window; positions past the padded input are never used.
// Sizes are read before the loops: not every driver moves a uniform's reading out of them.
fn load_window(place: Place, local: vec3<u32>, channel: u32, start: u32) {
  let height = layer.window_height;
  let width = layer.window_width;
  let padding_value = layer.padding_value;
  let top = place.tile_y * tile_height * layer.stride_y;
  let left = place.tile_x * tile_width * layer.stride_x + layer.padded_height;
  let last_row = layer.padded_height - 1u;
  let last_column = last_row + layer.padded_width;
  for (var r = local.y; r < height; r += tile_height / 4u) {
    let row = source_row(min(top + r, last_row));
    let line = line_start(channel, row);
    for (var q = local.x; q < width; q += tile_width) {
      let column = source_indices[min(left + q, last_column)];
      var value = padding_value;
      if (row >= 0 && column >= 0) {
        value = input[line + u32(column)];
      }
      window[start + r * width + q] = value;
    }
  }
}

// One channel, stride.y = dilation.y: the next tap's rows are this tap's rows moved up by one, so
// that each tap reads one value.
fn add_sliding(start: Sums, first_tap: u32, corner: u32) -> Sums {
  let height = layer.kernel_height;
  let width = layer.kernel_width;
  let step = layer.dilation_y * layer.window_width;
  var sums = start;
  var tap = first_tap;
  for (var b = 0u; b < width; b++) {
    var at = corner + b * layer.dilation_x;
    var x0 = window[at];
    var x1 = window[at + step];
    var x2 = window[at + 2u * step];
    at += 3u * step;
    for (var a = 0u; a < height; a++) {
      let x3 = window[at];
      let w = weights[tap];
      sums.row0 += x0 * w;
      sums.row1 += x1 * w;
      sums.row2 += x2 * w;
      sums.row3 += x3 * w;
      x0 = x1;
      x1 = x2;
      x2 = x3;
      at += step;
      tap++;
    }
  }
  return sums;
}

// One channel, any stride and dilation: each tap reads its four rows.
fn add_spread(start: Sums, first_tap: u32, corner: u32) -> Sums {
  let height = layer.kernel_height;
  let width = layer.kernel_width;
  let next_row = layer.stride_y * layer.window_width;
  let next_tap = layer.dilation_y * layer.window_width;
  var sums = start;
  var tap = first_tap;
  for (var b = 0u; b < width; b++) {
    var at = corner + b * layer.dilation_x;
    for (var a = 0u; a < height; a++) {
      let w = weights[tap];
      sums.row0 += window[at] * w;
      sums.row1 += window[at + next_row] * w;
      sums.row2 += window[at + 2u * next_row] * w;
      sums.row3 += window[at + 3u * next_row] * w;
      at += next_tap;
      tap++;
    }
  }
  return sums;
}

fn first_sums(o: u32, channels: u32, y: u32, x: u32) -> Sums {
  return Sums(
    first_row(o, channels, y, x),
    first_row(o, channels, y + 1u, x),
    first_row(o, channels, y + 2u, x),
    first_row(o, channels, y + 3u, x),
  );
}

fn first_row(o: u32, channels: u32, y: u32, x: u32) -> vec4<f32> {
  if (y >= layer.output_height || x >= layer.output_width) {
    return vec4<f32>();
  }
  // A channel that the block lacks starts from its last one and is not stored.
  let c = min(vec4<u32>(0u, 1u, 2u, 3u), vec4<u32>(channels - 1u)) + o;
  if (chunk.first_channel == 0u) {
    return vec4<f32>(bias[c.x], bias[c.y], bias[c.z], bias[c.w]);
  }
  let plane = layer.output_height * layer.output_width;
  let at = c * plane + y * layer.output_width + x;
  return vec4<f32>(output[at.x], output[at.y], output[at.z], output[at.w]);
}

fn store(sums: Sums, o: u32, channels: u32, y: u32, x: u32) {
  store_row(sums.row0, o, channels, y, x);
  store_row(sums.row1, o, channels, y + 1u, x);
  store_row(sums.row2, o, channels, y + 2u, x);
  store_row(sums.row3, o, channels, y + 3u, x);
}

fn store_row(row: vec4<f32>, o: u32, channels: u32, y: u32, x: u32) {
  if (y >= layer.output_height || x >= layer.output_width) {
    return;
  }
  let plane = layer.output_height * layer.output_width;
  var at = output_index(o, y, x);
  output[at] = row.x;
  at += plane;
  if (channels > 1u) { output[at] = row.y; }
  at += plane;
  if (channels > 2u) { output[at] = row.z; }
  at += plane;
  if (channels > 3u) { output[at] = row.w; }
}
