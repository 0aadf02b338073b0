// What every shader of the engine is bound to; prepended to each of them. Each shader declares
// `weights` (binding 6) itself, in its own packing.
//
// Border: padded row p shows input row source_indices[p], padded column q shows input column
// source_indices[padded_height + q]; a negative entry is padding_value. All six padding modes are
// in that table, so no shader knows them.

struct Layer {
  input_height: u32,
  input_width: u32,
  padded_height: u32,
  padded_width: u32,
  output_height: u32,
  output_width: u32,
  in_channels_per_group: u32,
  out_channels_per_group: u32,
  kernel_height: u32,
  kernel_width: u32,
  stride_y: u32,
  stride_x: u32,
  dilation_y: u32,
  dilation_x: u32,
  tiles_y: u32,
  tiles_x: u32,
  // Output channels of a group are cut into this many blocks; the last may be partly empty.
  blocks_per_group: u32,
  window_height: u32,
  window_width: u32,
  channels_per_load: u32,
  padding_value: f32,
}

// One submission: tiles [first_tile, end_tile) and input channels [first_channel, end_channel) of
// each group. Sums start from the bias at channel 0 and from the output so far after that.
struct Chunk {
  first_tile: u32,
  end_tile: u32,
  // Workgroups per row of the dispatch.
  grid_width: u32,
  first_channel: u32,
  end_channel: u32,
  // Where the run's mark stands: right behind the last output value.
  mark_index: u32,
  // Added to the mark once per submission: proof that the shader ran and the read-back is real.
  nonce: f32,
}

@group(0) @binding(0) var<uniform> layer: Layer;
@group(0) @binding(1) var<uniform> chunk: Chunk;
@group(0) @binding(2) var<storage, read> input: array<f32>;
@group(0) @binding(3) var<storage, read> bias: array<f32>;
@group(0) @binding(4) var<storage, read> source_indices: array<i32>;
@group(0) @binding(5) var<storage, read_write> output: array<f32>;

// Where a workgroup stands: tiles are numbered x first, then y, then block of output channels.
struct Place {
  tile: u32,
  tile_y: u32,
  tile_x: u32,
  block: u32,
}

fn place_of(workgroup: vec3<u32>) -> Place {
  let tile = chunk.first_tile + workgroup.y * chunk.grid_width + workgroup.x;
  let row = tile / layer.tiles_x;
  return Place(tile, row % layer.tiles_y, tile % layer.tiles_x, row / layer.tiles_y);
}

// Called by every invocation; the first one of the submission leaves the mark.
fn leave_mark(tile: u32, lane: u32) {
  if (tile == chunk.first_tile && lane == 0u) {
    output[chunk.mark_index] += chunk.nonce;
  }
}

// The source row of a padded row.
fn source_row(padded: u32) -> i32 {
  return source_indices[padded];
}

// Where an input row starts in `input`; of no use when the row is outside.
fn line_start(channel: u32, row: i32) -> u32 {
  return (channel * layer.input_height + u32(row)) * layer.input_width;
}

fn output_index(channel: u32, y: u32, x: u32) -> u32 {
  return (channel * layer.output_height + y) * layer.output_width + x;
}

// What the sum of an output starts from.
fn first_sum(channel: u32, index: u32) -> f32 {
  if (chunk.first_channel == 0u) {
    return bias[channel];
  }
  return output[index];
}
