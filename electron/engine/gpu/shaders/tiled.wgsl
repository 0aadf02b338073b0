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
fn load_window(place: Place, local: vec3<u32>, channel: u32, start: u32) {
  let top = place.tile_y * tile_height * layer.stride_y;
  let left = place.tile_x * tile_width * layer.stride_x;
  for (var r = local.y; r < layer.window_height; r += tile_height / 4u) {
    let row = source_row(min(top + r, layer.padded_height - 1u));
    let line = start + r * layer.window_width;
    for (var q = local.x; q < layer.window_width; q += tile_width) {
      let column = source_column(min(left + q, layer.padded_width - 1u));
      window[line + q] = pixel(channel, row, column);
    }
  }
}

// One channel, stride.y = dilation.y: the next tap's rows are this tap's rows moved up by one, so
// that each tap reads one value.
fn add_sliding(start: Sums, first_tap: u32, corner: u32) -> Sums {
  var sums = start;
  var tap = first_tap;
  let step = layer.dilation_y * layer.window_width;
  for (var b = 0u; b < layer.kernel_width; b++) {
    var at = corner + b * layer.dilation_x;
    var x0 = window[at];
    var x1 = window[at + step];
    var x2 = window[at + 2u * step];
    at += 3u * step;
    for (var a = 0u; a < layer.kernel_height; a++) {
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
  var sums = start;
  var tap = first_tap;
  let next_row = layer.stride_y * layer.window_width;
  for (var b = 0u; b < layer.kernel_width; b++) {
    var at = corner + b * layer.dilation_x;
    for (var a = 0u; a < layer.kernel_height; a++) {
      let w = weights[tap];
      sums.row0 += window[at] * w;
      sums.row1 += window[at + next_row] * w;
      sums.row2 += window[at + 2u * next_row] * w;
      sums.row3 += window[at + 3u * next_row] * w;
      at += layer.dilation_y * layer.window_width;
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
  var row = vec4<f32>();
  if (y < layer.output_height && x < layer.output_width) {
    for (var c = 0u; c < channels; c++) {
      row[c] = first_sum(o + c, output_index(o + c, y, x));
    }
  }
  return row;
}

fn store(sums: Sums, o: u32, channels: u32, y: u32, x: u32) {
  store_row(sums.row0, o, channels, y, x);
  store_row(sums.row1, o, channels, y + 1u, x);
  store_row(sums.row2, o, channels, y + 2u, x);
  store_row(sums.row3, o, channels, y + 3u, x);
}

fn store_row(row: vec4<f32>, o: u32, channels: u32, y: u32, x: u32) {
  if (y < layer.output_height && x < layer.output_width) {
    for (var c = 0u; c < channels; c++) {
      output[output_index(o + c, y, x)] = row[c];
    }
  }
}
